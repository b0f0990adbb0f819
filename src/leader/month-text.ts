import { sayCount, sayMoment } from '../views/view-words.ts'
import type { MonthPage } from './month.ts'
import { sayAmount } from './say-amount.ts'

/** The same as the page, in plain text: of a mail's two forms the one that every program shows. */
export function monthText(page: MonthPage, footer: string): string {
  const { title, shop, sentence, says, numbers, goals, posts, saw, lastYear, note, nextStep } = page
  const { profit, profitSays } = numbers
  const parts = [
    `${shop}: ${title}${page.isOver ? '' : ' so far'}\n\n${sentence}`,
    note === '' ? '' : `NOTE\n${note}`,
    nextStep === '' ? '' : `NEXT STEP\n${nextStep}`,
    section('Clicks', [`${sayCount(numbers.clicks)} by people.`]),
    profit === null ? '' : section('Left', [`${sayAmount(profit, page.currency)} ${profitSays}.`]),
    section('Main goals', goals.length === 0 ? ['No main goal was set for these days.'] : goals.map(sayNamed)),
    section(posts.title, [
      posts.says,
      ...posts.rows.map(({ label, says: said }) => sayNamed({ name: label, says: said })),
    ]),
    section('A year ago', [lastYear.says]),
    section('How right is this?', [...says, ...saw]),
    `As of ${sayMoment(Date.parse(page.asOf), page.timeZone)} (${page.timeZone}). ${footer}`,
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function section(title: string, lines: readonly string[]): string {
  return `${title.toUpperCase()}\n${lines.map((line) => `- ${line}`).join('\n')}`
}

function sayNamed({ name, says }: { readonly name: string; readonly says: string }): string {
  return `${name} – ${says}`
}
