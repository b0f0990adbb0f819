import { Card, SimpleGrid, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import type { Reasons } from '../../queries/clicks.ts'
import { ClassBadge } from './class-badge.tsx'
import classes from './reason-breakdown.module.css'

type Item = Reasons['items'][number]

/** Every class and reason in words, with how many: those that count, and those that were left out. */
export function ReasonBreakdown({ reasons: { items, clicks } }: { readonly reasons: Reasons }) {
  const { t } = useTranslation()
  const counted = items.filter(isCounted)
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <ReasonCard
        title={t('clicks.leftOut')}
        none={t('clicks.noneLeftOut')}
        items={items.filter((one) => !isCounted(one))}
        of={clicks.raw}
      />
      <ReasonCard title={t('clicks.counted')} none={t('clicks.noneCounted')} items={counted} of={clicks.raw} />
    </SimpleGrid>
  )
}

function isCounted({ class: clickClass }: Item): boolean {
  return clickClass === 'human' || clickClass === 'repeat'
}

type Props = { readonly title: string; readonly none: string; readonly items: readonly Item[]; readonly of: number }

function ReasonCard({ title, none, items, of }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Card component="section" aria-label={title}>
      <Title order={2} mb="sm">
        {title}
      </Title>
      {items.length === 0 && (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
      <ul className={`${classes.list} ${items.some(isCounted) ? '' : classes.leftOut}`}>
        {items.map((item) => (
          <li key={`${item.class} ${item.reason}`} className={classes.item}>
            <ClassBadge class={item.class} />
            <Text size="sm">{t(`clicks.reason.${item.reason}`)}</Text>
            <Text size="sm" fw={600} className="numbers">
              {format.count(item.clicks)}
            </Text>
            <span className={classes.bar} style={{ width: `${(item.clicks / of) * 100}%` }} aria-hidden="true" />
          </li>
        ))}
      </ul>
    </Card>
  )
}
