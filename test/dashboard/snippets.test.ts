import { describe, expect, it } from 'vitest'
import { apiCall, pixelTag, scriptTag } from '../../src/dashboard/pages/install/snippets.ts'

const parts = {
  publicUrl: 'https://go.shop.example',
  clickParam: 'till',
  shopId: 'shop-1',
  currency: 'NOK',
  tracking: 'consent',
}

describe('the code to paste', () => {
  it('names the parameter and the tracking only where they differ from what the snippet takes for granted', () => {
    expect(scriptTag(parts)).toContain(
      '<script async src="https://go.shop.example/till.js" data-shop="shop-1"></script>',
    )
    const other = scriptTag({ ...parts, clickParam: 'k', tracking: 'full' })
    expect(other).toContain('data-shop="shop-1" data-tracking="full" data-param="k"></script>')
  })

  it('writes an image address that is right inside HTML', () => {
    expect(pixelTag(parts)).toContain(
      'till.gif?event=purchase&amp;order=YOUR-ORDER-ID&amp;value=499.00&amp;currency=NOK&amp;shop=shop-1"',
    )
  })

  it('sends JSON to the API', () => {
    const body = /-d '(.*)'$/.exec(apiCall(parts))?.[1] ?? ''
    expect(JSON.parse(body)).toMatchObject({ event: 'purchase', currency: 'NOK', shopId: 'shop-1' })
  })

  it('marks the call to try out as a test, so that it stays out of the reports', () => {
    expect(JSON.parse(/-d '(.*)'$/.exec(apiCall(parts))?.[1] ?? '')).toMatchObject({ test: true })
  })

  it('tells the pixel which site it is on, without the page', () => {
    expect(pixelTag(parts)).toContain('referrerpolicy="origin"')
  })
})
