import { Box, Button, Card, Group, SimpleGrid, Slider, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { channelName } from '../../parts/channel-name.ts'
import { useFormat } from '../../parts/format.ts'
import type { Plan } from '../../queries/plan.ts'
import type { PlanFields } from './plan-fields.ts'

type Props = {
  readonly plan: Plan
  readonly fields: PlanFields
  readonly change: (some: Partial<PlanFields>) => void
}

/** Which channel is to bring how much of it; moved ones are weighed against each other, so that all is shared out. */
export function Shares({ plan, fields, change }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const own = Object.fromEntries(plan.channels.map(({ channel, share }) => [channel, Math.round(share * 100)]))
  const shares = Object.keys(fields.shares).length > 0 ? fields.shares : own
  return (
    <Card component="section">
      <Stack gap="md">
        <Group justify="space-between">
          <Title order={2}>{t('plan.shares.title')}</Title>
          {Object.keys(fields.shares).length > 0 && (
            <Button size="xs" variant="default" onClick={() => change({ shares: {} })}>
              {t('plan.shares.reset')}
            </Button>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {t('plan.shares.lead')}
        </Text>
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="lg">
          {plan.channels.map(({ channel, share }) => (
            <Box key={channel}>
              <Group justify="space-between" mb={4}>
                <Text size="sm">{channelName(channel)}</Text>
                <Text size="sm" className="numbers">
                  {format.percent(share, 0)}
                </Text>
              </Group>
              <Slider
                min={0}
                max={100}
                label={null}
                thumbLabel={t('plan.shares.of', { channel: channelName(channel) })}
                value={shares[channel] ?? 0}
                onChange={(value) => change({ shares: { ...own, ...fields.shares, [channel]: value } })}
              />
            </Box>
          ))}
        </SimpleGrid>
      </Stack>
    </Card>
  )
}
