import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { logIn } from '../wire/session.js'

/** Asks for the control token, once. */
export function Login (): JSX.Element {
  const field = useRef<HTMLInputElement>(null)
  const [isWrong, setWrong] = useState(false)
  const submit = async (): Promise<void> => {
    setWrong(false)
    if (!await logIn(field.current?.value ?? '')) setWrong(true)
  }
  return (
    <form
      class='panel stack login'
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <h1>perftwin</h1>
      <label>
        Control token (printed when perftwin starts, or set by <code>--control-token</code>)
        <input ref={field} type='password' name='token' autocomplete='off' required autofocus />
      </label>
      {isWrong && <p role='alert'>This is not the control token.</p>}
      <button class='primary'>Open the dashboard</button>
    </form>
  )
}
