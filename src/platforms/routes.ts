import { Hono } from 'hono'
import { guard, type Guarded } from '../access/guard.ts'
import type { Runtime } from '../runtime.ts'
import { metrics } from './catalog.ts'

export function platformRoutes(runtime: Runtime) {
  return new Hono<Guarded>().get('/catalog', guard(runtime, 'reports:read'), (c) => c.json({ items: metrics }))
}
