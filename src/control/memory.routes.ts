import type { MemoryAccount } from '../kernel/memory-budget.js'
import type { ControlApp, ControlOptions } from './context.js'
import { twinOperations as operations } from './info.schema.js'

const kind = ({ used, evicted }: MemoryAccount): { used: number, evicted: number } => ({ used, evicted })

export function memoryRoutes (app: ControlApp, { worlds }: ControlOptions): void {
  app.get('/_perftwin/memory', { schema: operations.memory }, async () => {
    const { limit, used, accounts: { artifacts, journals, worlds: ofWorlds, uploads } } = worlds.memory
    return {
      limit,
      used,
      artifacts: kind(artifacts),
      journals: kind(journals),
      worlds: kind(ofWorlds),
      uploads: kind(uploads)
    }
  })
}
