import { Box, Card, Group, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { canSpeakOfRate } from '../../parts/rate.ts'
import type { Totals } from '../../queries/reports.ts'

/** Credited orders by new, returning and won-back customers. Shares are of the orders of which it is known. */
export function WhoBought({ customers }: { readonly customers: Totals['customers'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const known = customers.new + customers.returning + customers.wonBack
  const kinds = [
    ['new', customers.new],
    ['returning', customers.returning],
    ['won-back', customers.wonBack],
  ] as const
  if (known + customers.unknown === 0) return null
  return (
    <Card component="section" aria-label={t('customers.title')}>
      <Title order={2}>{t('customers.title')}</Title>
      <Text size="sm" c="dimmed" mt={4} maw={620}>
        {t('customers.lead')}
      </Text>
      {known > 0 && (
        <Group gap="xl" mt="md" className="numbers">
          {kinds.map(([kind, count]) => (
            <Box key={kind} title={t(`customers.${kind}.hint`)}>
              <Text fw={650} fz="lg" lh={1.3}>
                {format.count(count)}
                {canSpeakOfRate(known) && (
                  <Text span size="sm" c="dimmed" fw={400} ml={6}>
                    {format.percent(count / known, 0)}
                  </Text>
                )}
              </Text>
              <span className="label">{t(`customers.${kind}.badge`)}</span>
            </Box>
          ))}
        </Group>
      )}
      {customers.unknown > 0 && (
        <Text size="sm" c="dimmed" mt="md">
          {t('customers.unknown', { count: customers.unknown })}
        </Text>
      )}
    </Card>
  )
}
