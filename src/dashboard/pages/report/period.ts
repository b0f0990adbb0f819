/** What the address of the report page says. */
export type ReportSearch = {
  readonly by: 'post' | 'channel' | 'campaign' | 'country' | 'device' | 'day'
  readonly days: number
  readonly from?: string
  readonly to?: string
}

export type Period = { readonly from: string; readonly to: string }

/** The days a report is about: those written in the address, else the last ones up to today; `day` counts back from it. */
export function periodOf({ from, to, days }: ReportSearch, day: (daysAgo: number) => string): Period {
  if (from !== undefined && to !== undefined) return from <= to ? { from, to } : { from: to, to: from }
  return { from: day(days - 1), to: day(0) }
}

export function isWithin({ from, to }: Period, day: string): boolean {
  return from <= day && day <= to
}
