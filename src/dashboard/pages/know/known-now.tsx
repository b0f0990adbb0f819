import { Card, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { canSpeakOfRate } from '../../parts/rate.ts'
import type { Knowable } from '../../queries/certainty.ts'

/** What the orders of the period are worth as a measurement. */
export function KnownNow({ knowable: { known, own, detectable } }: { readonly knowable: Knowable }) {
  const { t } = useTranslation()
  const format = useFormat()
  const between = { low: format.count(Math.floor(known.low)), high: format.count(Math.ceil(known.high)) }
  const mayBe = canSpeakOfRate(known.orders) && known.halfWidth !== null
  return (
    <Card component="section" h="100%">
      <Title order={2}>{t('know.now.title')}</Title>
      <Stack gap="xs" mt="sm">
        <Text fw={600} size="lg" className="numbers">
          {mayBe && known.halfWidth !== null
            ? t('know.now.orders', { count: known.orders, percent: format.percent(known.halfWidth, 0) })
            : t('know.now.few', { count: known.orders })}
        </Text>
        <Text size="sm" className="numbers">
          {t('know.now.between', between)}
        </Text>
        <Text size="sm" c="dimmed" className="numbers">
          {mayBe && detectable
            ? t('know.now.detectable', {
                clicks: format.count(own.clicks),
                times: format.hours(detectable.times),
              })
            : t('know.now.notYet')}
        </Text>
      </Stack>
    </Card>
  )
}
