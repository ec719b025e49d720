// How the dashboard asks its twin.
import t from 'tap'
import { Asking } from '../src/dashboard/page/wire/asking.js'

/** Answers when it is told to. */
class Server {
  asked = 0
  readonly #waiting: Array<(answer: string) => void> = []

  readonly load = async (): Promise<string> => {
    this.asked += 1
    return await new Promise((resolve) => { this.#waiting.push(resolve) })
  }

  async answer (text: string): Promise<void> {
    this.#waiting.shift()?.(text)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function asking (): { asking: Asking, server: Server, taken: string[], ask: () => void, pending: () => number } {
  let pending = 0
  const asking = new Asking(() => {
    pending += 1
    return () => { pending -= 1 }
  })
  const server = new Server()
  const taken: string[] = []
  const ask = (): void => { asking.ask(server.load, (answer) => { taken.push(answer) }) }
  return { asking, server, taken, ask, pending: () => pending }
}

t.test('what is asked for all the time is answered all the same', async (t) => {
  const { server, taken, ask, pending } = asking()
  for (const round of [1, 2, 3]) {
    for (let event = 0; event < 5; event += 1) ask()
    t.equal(server.asked, round, 'one question is on its way')
    await server.answer(`answer ${round}`)
  }
  t.strictSame(taken, ['answer 1', 'answer 2', 'answer 3'])
  t.equal(server.asked, 4, 'what happened before the last answer is asked for after it')
  t.equal(pending(), 1, 'it is not ready before that is there')
  await server.answer('answer 4')
  t.equal(server.asked, 4, 'nobody asked again')
  t.equal(pending(), 0)
  ask()
  t.equal(server.asked, 5)
})

t.test('an answer that nobody wants any more is dropped, and what was to be asked after it', async (t) => {
  const { asking: one, server, taken, ask, pending } = asking()
  ask()
  ask()
  one.drop()
  t.equal(pending(), 0)
  ask()
  t.equal(server.asked, 2, 'another one does not wait for it')
  await server.answer('late')
  t.strictSame(taken, [])
  await server.answer('in time')
  t.strictSame(taken, ['in time'])
  t.strictSame([server.asked, pending()], [2, 0])
})
