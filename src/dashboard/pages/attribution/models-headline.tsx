import { Alert, Card, SimpleGrid, Text, Title } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { canSpeakOfRate } from '../../parts/rate.ts'
import type { Attribution } from '../../queries/attribution.ts'

type Props = { readonly report: Attribution }

/** How many orders of these days could tell the models apart at all. */
export function ModelsHeadline({ report: { totals, currency } }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { orders, touchesPerOrder, ofSeveralTouches, shareOfSeveral } = totals.journeys
  const share =
    shareOfSeveral === null || !canSpeakOfRate(orders)
      ? undefined
      : t('models.share', { value: format.percent(shareOfSeveral, 0) })
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="lg">
        <Fact title={t('models.facts.orders')} value={format.count(orders)}>
          {t('models.facts.revenue', { value: format.money(totals.revenue['last-touch'], currency) })}
        </Fact>
        <Fact title={t('models.facts.several')} value={format.count(ofSeveralTouches)}>
          {share === undefined ? t('models.facts.severalAlone') : t('models.facts.severalMeans', { share })}
        </Fact>
        <Fact title={t('models.facts.touches')} value={touchesPerOrder === null ? '–' : format.hours(touchesPerOrder)}>
          {t('models.facts.touchesMeans')}
        </Fact>
      </SimpleGrid>
      {ofSeveralTouches === 0 && (
        <Alert variant="light" icon={<IconInfoCircle size={18} />} title={t('models.agree.title')}>
          {t('models.agree.next')}
        </Alert>
      )}
    </>
  )
}

function Fact({
  title,
  value,
  children,
}: {
  readonly title: string
  readonly value: string
  readonly children: string
}) {
  return (
    <Card component="section">
      <Title order={2} size="sm" fw={500} c="dimmed">
        {title}
      </Title>
      <Text fz={30} fw={650} lh={1.2} mt={4} className="numbers">
        {value}
      </Text>
      <Text size="sm" c="dimmed" mt={4}>
        {children}
      </Text>
    </Card>
  )
}
