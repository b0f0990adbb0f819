import { Agent } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { ask, call, makeLinks, openForeign, startServer, visit } from './server.ts'

type State = { readonly slug: string; readonly destination: string; readonly isOver: boolean }

it('acts on the next request, whoever changed or ended the link', { timeout: 30_000 }, async () => {
  const server = await startServer()
  const agent = new Agent({ keepAlive: true })
  onTestFinished(() => agent.destroy())
  const other = openForeign(server.folder)
  const [link, bystander] = await makeLinks(server.url, 2)
  if (!link || !bystander) throw new Error('no links')
  let now: State = { slug: link.slug, destination: 'https://shop.example/kampanje', isOver: false }
  const patch = async (body: unknown) => {
    const answer = await call(server.url, 'PATCH', `/api/v1/links/${link.id}`, body)
    expect([answer.status, body]).toEqual([200, body])
  }
  const sql = (text: string, ...params: unknown[]) => {
    expect(other.prepare(text).run(...params).changes).toBeGreaterThan(0)
  }
  const past = () => Date.now() - 1_000

  const changes: ((round: number) => Promise<Partial<State>> | Partial<State>)[] = [
    async (round) => {
      const destination = `https://shop.example/api/${round}`
      await patch({ destination })
      return { destination }
    },
    (round) => {
      const destination = `https://shop.example/sql/${round}`
      sql('update links set destination = ? where id = ?', destination, link.id)
      return { destination }
    },
    async (round) => {
      const slug = `by-api-${round}`
      await patch({ slug })
      return { slug }
    },
    async () => {
      await patch({ expiresAt: new Date(past()).toISOString() })
      return { isOver: true }
    },
    async () => {
      await patch({ expiresAt: null })
      sql('update links set archived_at = null where id = ?', link.id)
      return { isOver: false }
    },
    () => {
      sql('update links set expires_at = ? where id = ?', past(), link.id)
      return { isOver: true }
    },
    async () => {
      expect((await call(server.url, 'DELETE', `/api/v1/links/${link.id}`)).status).toBe(204)
      return { isOver: true }
    },
    () => {
      sql('update links set archived_at = ? where id = ?', past(), link.id)
      return { isOver: true }
    },
    () => {
      sql('update links set archived_at = null, expires_at = null where id = ?', link.id)
      return { isOver: false }
    },
  ]
  for (let round = 0; round < 200; round++) {
    const change = changes[Math.floor(Math.random() * changes.length)]
    now = { ...now, ...(await change?.(round)) }
    const seen = await visit(server.url, `/${now.slug}`, agent)
    expect([round, String(change), seen.status]).toEqual([round, String(change), now.isOver ? 410 : 302])
    if (!now.isOver) expect(seen.location.split('?')[0]).toBe(now.destination)
    const beside = await ask(`${server.url}/${bystander.slug}`, agent, { host: 'somewhere.example' })
    expect(beside.status).toBe(302)
  }
})
