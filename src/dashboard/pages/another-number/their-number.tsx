import { Card, NumberInput, Select, SimpleGrid } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../parts/shop.tsx'
import { type AnotherMetric, anotherMetrics, type AnotherSource, anotherSources } from '../../queries/certainty.ts'

export type Told = {
  readonly source: AnotherSource
  readonly metric: AnotherMetric
  /** '' while nothing is typed. */
  readonly value: string
  readonly of: 'shop' | 'links'
  readonly timeZone: string
}

type Props = { readonly told: Told; readonly onChange: (told: Told) => void }

/** What the other one says, of what, and in whose days. */
export function TheirNumber({ told, onChange }: Props) {
  const { t } = useTranslation()
  const { timeZone, currency } = useShop()
  const isOfOrders = told.metric === 'orders' || told.metric === 'revenue'
  const zones = [...new Set([timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
  const change = (part: Partial<Told>) => onChange({ ...told, ...part })
  const chooseSource = (value: string | null) => {
    const source = anotherSources.find((one) => one === value) ?? 'ga4'
    change({ source, of: source === 'ga4' ? 'shop' : 'links' })
  }
  return (
    <Card component="section">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md">
        <Select
          label={t('why.source.label')}
          allowDeselect={false}
          value={told.source}
          onChange={chooseSource}
          data={anotherSources.map((value) => ({ value, label: t(`why.source.${value}`) }))}
        />
        <Select
          label={t('why.metric.label')}
          allowDeselect={false}
          value={told.metric}
          onChange={(value) => change({ metric: anotherMetrics.find((one) => one === value) ?? 'orders' })}
          data={anotherMetrics.map((value) => ({ value, label: t(`why.metric.${value}`) }))}
        />
        {isOfOrders && (
          <Select
            label={t('why.of.label')}
            allowDeselect={false}
            value={told.of}
            onChange={(value) => change({ of: value === 'links' ? 'links' : 'shop' })}
            data={(['shop', 'links'] as const).map((value) => ({ value, label: t(`why.of.${value}`) }))}
          />
        )}
        <NumberInput
          size="md"
          label={t('why.value')}
          placeholder={t('why.type')}
          {...{ min: 0, decimalScale: told.metric === 'revenue' ? 2 : 0, thousandSeparator: ' ' }}
          {...(told.metric === 'revenue' ? { suffix: ` ${currency}` } : {})}
          value={told.value}
          onChange={(value) => change({ value: String(value) })}
        />
        <Select
          label={t('why.zone')}
          searchable
          allowDeselect={false}
          value={told.timeZone}
          onChange={(value) => change({ timeZone: value ?? timeZone })}
          data={zones}
        />
      </SimpleGrid>
    </Card>
  )
}
