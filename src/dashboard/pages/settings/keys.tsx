import { Badge, Box, Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShops } from '../../parts/shop.tsx'
import { type Key, keysQuery, revokeKey } from '../../queries/keys.ts'
import { NewKey } from './new-key.tsx'

/** Keys for programs: the shop's server, a spreadsheet, an agent. */
export function Keys() {
  const { t } = useTranslation()
  const [isOpen, form] = useDisclosure(false)
  const { data, error, isPending, refetch } = useQuery(keysQuery)
  return (
    <Card component="section" padding={0}>
      <Group justify="space-between" p="xl" pb="md" gap="sm">
        <Box maw={520}>
          <Title order={2}>{t('keys.title')}</Title>
          <Text size="sm" c="dimmed" mt={4}>
            {t('keys.lead')}
          </Text>
        </Box>
        <Button variant="default" leftSection={<IconPlus size={18} />} onClick={form.open}>
          {t('keys.new')}
        </Button>
      </Group>
      {error && (
        <Box px="xl" pb="xl">
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        </Box>
      )}
      {isPending && <Skeleton height={64} mx="xl" mb="xl" w="auto" />}
      {data?.items.length === 0 && (
        <Text px="xl" pb="xl" c="dimmed">
          {t('keys.empty')}
        </Text>
      )}
      {data?.items.map((key) => (
        <KeyRow key={key.id} apiKey={key} />
      ))}
      <NewKey isOpen={isOpen} onClose={form.close} />
    </Card>
  )
}

function KeyRow({ apiKey: { name, scopes, shopId, createdAt, lastUsedAt, id } }: { readonly apiKey: Key }) {
  const { t } = useTranslation()
  const { shops, shop: current } = useShops()
  const format = useFormat(current.timeZone)
  const shop = shops.find((one) => one.id === shopId)?.name ?? t('keys.allShops')
  const used = lastUsedAt === null ? t('keys.neverUsed') : t('keys.lastUsed', { time: format.time(lastUsedAt) })
  return (
    <Group justify="space-between" px="xl" py="md" gap="sm" style={{ borderTop: '1px solid var(--line)' }}>
      <Stack gap={4} style={{ flex: '1 1 16rem' }}>
        <Text fw={600} className="break">
          {name}
        </Text>
        <Text size="sm" c="dimmed">
          {[shop, t('keys.made', { time: format.time(createdAt) }), used].join(' · ')}
        </Text>
        <Group gap={6}>
          {scopes.map((scope) => (
            <Badge key={scope} variant="default" size="sm" tt="none" fw={500}>
              {scope}
            </Badge>
          ))}
        </Group>
      </Stack>
      <Revoke id={id} name={name} />
    </Group>
  )
}

/** Asks once more before: what uses the key stops at once. */
function Revoke({ id, name }: { readonly id: string; readonly name: string }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [isAsked, setIsAsked] = useState(false)
  const revoking = useMutation({
    mutationFn: () => revokeKey(id),
    onSuccess: () => queries.invalidateQueries({ queryKey: keysQuery.queryKey }),
  })
  if (!isAsked)
    return (
      <Button
        size="xs"
        variant="subtle"
        color="red"
        aria-label={t('keys.revokeWhat', { name })}
        onClick={() => setIsAsked(true)}
      >
        {t('keys.revoke')}
      </Button>
    )
  return (
    <Group gap="xs">
      <Button size="xs" variant="default" onClick={() => setIsAsked(false)}>
        {t('keys.keep')}
      </Button>
      <Button size="xs" color="red" loading={revoking.isPending} onClick={() => revoking.mutate()}>
        {t('keys.revokeNow')}
      </Button>
    </Group>
  )
}
