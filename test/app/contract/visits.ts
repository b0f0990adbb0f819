import { expect, it } from 'vitest'
import { type Init, type Open, openShop, safari, type Served } from '../talk.ts'

const person = { 'user-agent': safari, 'content-type': 'text/plain', origin: 'https://shop.example' }

export function visitContract(open: Open): void {
  it('takes what the snippet tells from any site, and never says what became of it', async () => {
    const served = await open()
    const shop = await openShop(served)
    const link = await shop.link()
    const { click } = await shop.visit(`/${link.slug}`)
    const visit = { shop: shop.shopId, visit: '0123456789abc', click, page: '/kampanje?x', views: 1, seconds: 3 }
    const bodies = [JSON.stringify(visit), '{"views":1}', '{"views":-1}', 'no json', '', '{"page":"', 'x'.repeat(5_000)]
    for (const body of bodies) {
      const answer = await tell(served, { body })
      expect([body.slice(0, 12), answer.status, await answer.text()]).toEqual([body.slice(0, 12), 204, ''])
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    }
  })

  it('has no other way in, and answers preflights', async () => {
    const served = await open()
    expect((await served.fetch('/-/v')).status).toBe(404)
    const asked = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' }
    const answer = await tell(served, { method: 'OPTIONS', headers: asked })
    expect([answer.status, answer.headers.get('access-control-allow-methods')]).toEqual([204, 'POST'])
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
  })
}

function tell(served: Served, { method = 'POST', headers = {}, ...rest }: Init): Promise<Response> {
  return served.fetch('/-/v', { method, headers: { ...person, ...headers }, ...rest })
}
