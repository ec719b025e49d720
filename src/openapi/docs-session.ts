/**
 * What the documentation page does before it shows anything: it asks for a document, and where that needs the control
 * token it takes one, from the address (`#token=…`, which no server is sent) or from a form, and keeps it as a
 * session.
 */
export const sessionScript = `'use strict'
{
  const start = window.onload
  const granted = async () => (await fetch('../openapi/control.json', { method: 'HEAD' })).status !== 401

  const begin = async (token) => {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ token })
    return (await fetch('../session', { method: 'POST', headers, body })).ok && await granted()
  }

  /** Takes the token out of the address, so that it is neither shown nor kept in the history. */
  const ofAddress = () => {
    const token = new URLSearchParams(location.hash.slice(1)).get('token')
    if (token !== null) history.replaceState(null, '', location.pathname + location.search)
    return token
  }

  const element = (name, properties) => Object.assign(document.createElement(name), properties)

  const ask = () => new Promise((resolve) => {
    const form = element('form', { id: 'session' })
    const textContent = 'Control token (printed when perftwin starts, or set by --control-token) '
    const label = element('label', { textContent })
    const input = element('input', { type: 'password', name: 'token', autocomplete: 'off', required: true })
    const fault = element('p', { role: 'alert' })
    label.append(input)
    form.append(label, element('button', { textContent: 'Open the documentation' }), fault)
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      if (await begin(input.value)) {
        form.remove()
        resolve()
      } else fault.textContent = 'This is not the control token.'
    })
    document.body.prepend(form)
    input.focus()
  })

  window.onload = async () => {
    const token = ofAddress()
    if (token !== null) await begin(token)
    if (!await granted()) await ask()
    start()
  }
}
`
