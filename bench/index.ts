// npm run bench: ratios against bare Fastify and bare node:http in the same run. Exit code 1 when a target is missed.
import { benchJobs } from './jobs.js'

if (!await benchJobs()) process.exitCode = 1
