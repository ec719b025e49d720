import { cookieFrom, type Cookie } from '../cookies.js'
import type { BrowserState } from '../browser-state.js'
import { DriverError } from '../errors.js'
import type { Perform } from './command.js'

const here = ({ cookies, context }: BrowserState): Cookie[] => cookies.for(context.url)

export const cookieCommands = {
  getAllCookies: here,
  getNamedCookie: (state, _, { name }) => {
    const cookie = here(state).find((each) => each.name === name)
    if (cookie === undefined) throw new DriverError('no such cookie', 'no such cookie')
    return cookie
  },
  addCookie: ({ cookies, context }, { cookie }) => {
    cookies.put(cookieFrom(cookie, context.url))
    return null
  },
  deleteCookie: (state, _, { name }) => {
    for (const cookie of here(state)) if (cookie.name === name) state.cookies.delete(cookie)
    return null
  },
  deleteAllCookies: (state) => {
    for (const cookie of here(state)) state.cookies.delete(cookie)
    return null
  }
} satisfies Record<string, Perform>
