import type { JSX } from 'preact'
import { linkTo, route } from '../route.js'
import { Does } from '../ui/button.js'
import { views } from '../views/table.js'
import { logOut } from '../wire/session.js'
import { info } from '../wire/world.js'
import { AccountMenu } from './account-menu.js'
import { Clock } from './clock.js'
import { ThemeSwitch } from './theme.js'
import { WorldsMenu } from './worlds-menu.js'

export function Header (): JSX.Element {
  const here = route.value.path[0] ?? ''
  const current = (name: string): { 'aria-current'?: 'page' } => name === here ? { 'aria-current': 'page' } : {}
  return (
    <header class='top'>
      <a class='brand' href={linkTo([])}><img src='icon.svg' width={24} height={24} alt='' />perftwin</a>
      <WorldsMenu />
      <AccountMenu />
      <Clock />
      <nav aria-label='Views'>
        {views.filter(({ isInHead }) => isInHead).map(({ name, title }) => (
          <a key={name} href={linkTo(name === '' ? [] : [name])} {...current(name)}>{title}</a>
        ))}
        <a href='../docs/'>API</a>
      </nav>
      <ThemeSwitch />
      {info.value?.guarded === true && <Does does={logOut}>Log out</Does>}
    </header>
  )
}
