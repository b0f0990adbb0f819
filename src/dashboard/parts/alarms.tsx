import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { IconBellRinging } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Alarm, alarmsQuery, snoozeAlarm } from '../queries/alarms.ts'
import { useFormat } from './format.ts'
import { ProblemNotice } from './problem-notice.tsx'
import { useShop } from './shop.tsx'

/** What is likely broken, on every page: a line each, with figures and remedy behind it. */
export function Alarms() {
  const { id: shopId } = useShop()
  const { data } = useQuery(alarmsQuery(shopId))
  const standing = data?.items.filter(({ snoozedUntil }) => snoozedUntil === null) ?? []
  if (standing.length === 0) return null
  return (
    <Stack gap="sm" mb="xl">
      {standing.map((alarm) => (
        <AlarmNotice key={`${alarm.code}-${alarm.source ?? ''}`} alarm={alarm} />
      ))}
    </Stack>
  )
}

function AlarmNotice({ alarm }: { readonly alarm: Alarm }) {
  const { t } = useTranslation()
  const { id: shopId, timeZone } = useShop()
  const format = useFormat(timeZone)
  const [isOpen, setIsOpen] = useState(false)
  const queries = useQueryClient()
  const snoozing = useMutation({
    mutationFn: () => snoozeAlarm(shopId, alarm),
    onSuccess: () => queries.invalidateQueries({ queryKey: alarmsQuery(shopId).queryKey }),
  })
  return (
    <Alert color="yellow" role="status" icon={<IconBellRinging size={20} />} data-alarm={alarm.code}>
      <Group justify="space-between" gap="xs">
        <Text fw={600} size="sm" style={{ flex: '1 1 14rem' }}>
          {alarm.title}
        </Text>
        <Button size="xs" variant="default" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {t(isOpen ? 'alarms.less' : 'alarms.more')}
        </Button>
      </Group>
      {isOpen && (
        <Stack gap="xs" mt="xs" maw={680}>
          <Text size="sm">
            {alarm.text} {t('alarms.since', { time: format.time(alarm.since) })}
          </Text>
          <Text size="sm">{alarm.remedy}</Text>
          {snoozing.error && <ProblemNotice error={snoozing.error} />}
          <Group gap="md">
            <Anchor component={Link} to={alarm.page} size="sm" underline="always">
              {t(pageNames[alarm.page])}
            </Anchor>
            <Button size="xs" variant="default" loading={snoozing.isPending} onClick={() => snoozing.mutate()}>
              {t('alarms.snooze')}
            </Button>
          </Group>
        </Stack>
      )}
    </Alert>
  )
}

const pageNames = {
  '/install': 'alarms.page.install',
  '/orders': 'alarms.page.orders',
  '/report': 'alarms.page.report',
} as const
