/** JSON text as bytes. `indent` in spaces; none writes it on one line. */
export const jsonBytes = (value: unknown, indent?: number): Buffer => Buffer.from(JSON.stringify(value, null, indent))
