import { Badge, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { useShop } from '../../parts/shop.tsx'
import { sentQuery } from '../../queries/leader.ts'

/** What was sent, or why it wasn't, the newest first. */
export function SentList() {
  const { t } = useTranslation()
  const { id: shopId, timeZone } = useShop()
  const format = useFormat(timeZone)
  const { data } = useQuery(sentQuery(shopId))
  if (!data || data.items.length === 0) return null
  return (
    <Stack component="section" gap="xs">
      <Title order={3} size="h5">
        {t('leader.sent')}
      </Title>
      {data.items.map((one) => (
        <div key={one.id}>
          <Group gap="xs">
            <Badge variant="light" size="sm" color={colors[one.state]}>
              {t(`leader.state.${one.state}`)}
            </Badge>
            <Text size="sm" className="break">
              {one.recipient === '' ? '' : `${one.recipient} · `}
              {one.at === null ? t('leader.notYet') : format.time(one.at)}
              {one.isTest ? ` · ${t('leader.onDemand')}` : ''}
            </Text>
          </Group>
          <Text size="xs" c="dimmed" className="break">
            {[one.subject, one.detail].filter((text) => text !== null).join(' – ')}
          </Text>
        </div>
      ))}
    </Stack>
  )
}

const colors = { waiting: 'yellow', sending: 'yellow', sent: 'trail', kept: 'trail', failed: 'red' } as const
