import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { renderMetricsPage } from '../../docs/metrics-page.ts'
import { findMetric, isRate, type Metric, metrics } from '../../src/platforms/catalog.ts'

describe('the metric catalogue', () => {
  it('holds every id the contract fixes, on its level', () => {
    expect(onLevel('impressions reach')).toEqual([1, 1])
    expect(onLevel('followers likes comments shares')).toEqual([3, 3, 3, 3])
    expect(onLevel('link_clicks sessions leads add_to_cart begin_checkout')).toEqual([4, 4, 4, 4, 4])
    expect(onLevel('orders revenue aov conversion_rate new_customers')).toEqual([5, 5, 5, 5, 5])
  })

  it('covers the objectives and levels', () => {
    expect(new Set(metrics.map(({ level }) => level))).toEqual(new Set([1, 2, 3, 4, 5]))
    expect(new Set(metrics.map(({ objective }) => objective))).toEqual(
      new Set(['awareness', 'engagement', 'customer-service', 'leads-and-sales']),
    )
  })

  it('gives each id once, in a form that fits URLs and columns', () => {
    expect(new Set(metrics.map(({ id }) => id)).size).toBe(metrics.length)
    expect(metrics.filter(({ id }) => !/^[a-z]+(_[a-z]+)*$/.test(id))).toEqual([])
  })

  it('says of each what it says and what it does not, in sentences', () => {
    const sentence = /^(?:[A-Z]|10 |\().*[.?]$/
    const textsOf = ({ says, doesNotSay, formula, comesFrom, trap }: Metric) => [
      says,
      doesNotSay,
      formula,
      comesFrom,
      trap,
    ]
    expect(metrics.flatMap(textsOf).filter((text) => !sentence.test(text))).toEqual([])
    expect(metrics.filter((metric) => new Set(textsOf(metric)).size < 5)).toEqual([])
  })

  it.each([
    ['video_views', '3 seconds'],
    ['impressions', 'Impressions are not people'],
    ['reach', 'Reach doesn’t add up'],
    ['time_on_site', '10 idle minutes aren’t time on site'],
    ['followers', 'Followers go dormant'],
    ['followers', 'never buy followers'],
    ['image_clicks', 'no click on the link'],
    ['engagement_rate', 'never compare across them'],
    ['orders', 'compare this December with last December'],
    ['link_clicks', 'Clicks are not people'],
  ])('names the known trap of %s: %s', (id, trap) => {
    expect(findMetric(id)?.trap).toContain(trap)
  })

  it.each(
    (
      'impressions followers engagement_rate social_traffic_share link_clicks lead_rate leads sessions ' +
      'visits_before_purchase time_on_site revenue orders conversion_rate aov cart_abandonment_rate'
    ).split(' '),
  )('says what helps %s', (id) => {
    expect(findMetric(id)?.improve).toMatch(/^[A-Z].{40,}[.]$/)
  })

  it('says null of what helps where nothing is known to', () => {
    expect(findMetric('likes')?.improve).toBeNull()
  })

  // What the research names, objective by objective and level by level, under the ids it has here.
  it.each([
    [1, 'impressions reach story_views video_views'],
    [2, 'completed_views views_at_message post_reads image_clicks story_retention time_on_site time_on_page'],
    [
      3,
      'likes comments shares mentions positive_mentions followers new_followers unfollows engagement_rate customer_posts',
    ],
    [3, 'blog_links cost_per_blog_link cost_per_follower'],
    [4, 'link_clicks click_rate shop_clicks direct_messages questions sessions social_traffic_share leads lead_rate'],
    [4, 'response_rate response_time add_to_cart begin_checkout bounce_rate cost_per_click cost_per_lead'],
    [5, 'orders revenue gross_revenue profit aov conversion_rate new_customers returning_customers won_back_customers'],
    [5, 'visits_before_purchase cart_abandonment_rate cost_per_order cost_per_new_customer roi roas'],
    [5, 'social_revenue_share follower_purchase_rate'],
  ])('has on level %i: %s', (level, ids) => {
    expect(ids.split(' ').filter((id) => findMetric(id)?.level !== level)).toEqual([])
  })

  it('is told in docs/metrics.md as it is: npx node docs/metrics-page.ts writes the page anew', () => {
    expect(readFileSync(join(import.meta.dirname, '../../docs/metrics.md'), 'utf8')).toBe(renderMetricsPage())
  })

  it('takes visibility and attention on social media from the platforms and every transaction from conversions', () => {
    expect(metrics.filter(({ level, source }) => level === 1 && source !== 'platform')).toEqual([])
    expect(metrics.filter(({ level, source }) => level === 5 && source !== 'conversions')).toEqual([])
  })

  it('lets only counts and money be stocks or running totals', () => {
    expect(metrics.filter((metric) => metric.kind !== 'flow' && isRate(metric))).toEqual([])
    expect(metrics.filter(isRate).map(({ id }) => id)).toContain('aov')
    expect(metrics.filter(isRate).map(({ id }) => id)).not.toContain('revenue')
  })

  it('wants costs, waiting and losses to fall', () => {
    const falling = metrics.filter(({ direction }) => direction === 'down').map(({ id }) => id)
    expect(falling).toEqual(expect.arrayContaining(['unfollows', 'response_time', 'bounce_rate', 'cost_per_order']))
    expect(
      metrics.filter(({ unit, direction }) => unit.startsWith('money-per-') && direction === 'up').map(({ id }) => id),
    ).toEqual(['aov'])
  })

  it('does not know a metric that is not there', () => {
    expect(findMetric('toString')).toBeUndefined()
  })
})

function onLevel(ids: string): (number | undefined)[] {
  return ids.split(' ').map((id) => findMetric(id)?.level)
}
