import { levels } from '../platforms/levels.ts'
import { showMoney } from '../shops/money.ts'
import { type Figures, netOf } from './figures.ts'

/** One of the five levels with what is known on it; `why` says why it is empty. Money is a decimal text. */
type ReportLevel = {
  readonly level: 1 | 2 | 3 | 4 | 5
  readonly name: string
  readonly figures: readonly { readonly metric: string; readonly name: string; readonly value: number | string }[]
  readonly why: string | null
}

/** The five levels of what was counted. 4 and 5 are measured here, off the platform; 1–3 only the platforms can tell. */
export function fillLevels(counted: Figures, currency: string): ReportLevel[] {
  const known: Readonly<Record<number, Pick<ReportLevel, 'figures' | 'why'>>> = {
    1: { figures: [], why: 'Only the platform knows how often your posts were shown.' },
    2: { figures: [], why: 'Only the platform knows who read a post or watched a video.' },
    3: { figures: [], why: 'Only the platform knows likes, comments and shares.' },
    4: { figures: interaction(counted), why: null },
    5: { figures: transaction(counted, currency), why: null },
  }
  return levels.map(({ level, name }) => ({ level, name, ...(known[level] ?? { figures: [], why: null }) }))
}

function interaction({ human, unique, lead }: Figures): ReportLevel['figures'] {
  return [
    { metric: 'link_clicks', name: 'Link clicks by people', value: human },
    { metric: 'unique_clicks', name: 'Visitors per day, summed over the days', value: unique },
    { metric: 'leads', name: 'Leads', value: lead },
  ]
}

function transaction(counted: Figures, currency: string): ReportLevel['figures'] {
  return [
    { metric: 'orders', name: 'Orders', value: counted.purchase },
    { metric: 'revenue', name: `Net revenue, ${currency}`, value: showMoney(netOf(counted), currency) },
  ]
}
