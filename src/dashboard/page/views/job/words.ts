import type { JobBody } from '../../../../sauce/jobs/jobs.schema.js'

const browsers: Readonly<Record<string, string>> = {
  googlechrome: 'Chrome',
  chrome: 'Chrome',
  firefox: 'Firefox',
  microsoftedge: 'Edge',
  safari: 'Safari',
  iphone: 'iPhone',
  android: 'Android'
}

const nameOf = (browser: string): string => browsers[browser] ?? browser

type Platform = Pick<JobBody, 'browser' | 'browser_short_version' | 'os' | 'automation_backend'>

/** `Chrome 142 on Windows 10, by webdriver` */
export function platformOf (job: Platform): string {
  const { browser, browser_short_version: version, os, automation_backend: backend } = job
  return `${nameOf(browser)} ${version} on ${os}, by ${backend}`
}

/** `0:04.8`: a place in the video. */
export function videoTime (seconds: number): string {
  const rounded = Math.round(seconds * 10) / 10
  const minutes = Math.floor(rounded / 60)
  return `${minutes}:${(rounded - minutes * 60).toFixed(1).padStart(4, '0')}`
}
