/** A refusal of the twin. `status` 0: it could not be reached. */
export class Refusal extends Error {
  /** `body`: all that the twin said. */
  constructor (readonly status: number, message: string, readonly body?: unknown) {
    super(message)
  }
}

/** What a refusal says, whichever part of the twin says it. */
function sentenceOf (body: unknown, fallback: string): string {
  if (typeof body !== 'object' || body === null) return fallback
  const { message, detail, error, errors } = body as Record<string, unknown>
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined
  if (first !== undefined) return sentenceOf(first, fallback)
  return [message, detail, error].find((text) => typeof text === 'string') as string | undefined ?? fallback
}

/** @throws Refusal unless the answer is a success */
export async function checked (response: Response): Promise<Response> {
  if (response.ok) return response
  const body: unknown = await response.json().catch(() => null)
  throw new Refusal(response.status, sentenceOf(body, `${response.status} ${response.statusText}`), body)
}

export const asRefusal = (error: unknown): Refusal =>
  error instanceof Refusal ? error : new Refusal(0, error instanceof Error ? error.message : String(error))
