/** What a WebDriver command is refused with: W3C's error codes, and the status each is answered with. */
export const driverStatuses = {
  'detached shadow root': 404,
  'element click intercepted': 400,
  'element not interactable': 400,
  'insecure certificate': 400,
  'invalid argument': 400,
  'invalid cookie domain': 400,
  'invalid element state': 400,
  'invalid selector': 400,
  'invalid session id': 404,
  'javascript error': 500,
  'move target out of bounds': 500,
  'no such alert': 404,
  'no such cookie': 404,
  'no such element': 404,
  'no such frame': 404,
  'no such shadow root': 404,
  'no such window': 404,
  'script timeout': 500,
  'session not created': 500,
  'stale element reference': 404,
  timeout: 500,
  'unable to capture screen': 500,
  'unable to set cookie': 500,
  'unexpected alert open': 500,
  'unknown command': 404,
  'unknown error': 500,
  'unknown method': 405,
  'unsupported operation': 500
} as const

export type DriverCode = keyof typeof driverStatuses
