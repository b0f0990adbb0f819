import { Badge, Button, Card, Group, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { notify } from '../../parts/notify.ts'
import { problemText } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { dismiss, type Quarantined, quarantineKey, replay } from '../../queries/quarantine.ts'
import { QuarantinedBytes } from './quarantined-bytes.tsx'
import { readableDetail } from './quarantined-detail.ts'
import { remedyHere } from './remedy.ts'

export function QuarantinedCard({ quarantined }: { readonly quarantined: Quarantined }) {
  const { t } = useTranslation()
  const { timeZone } = useShop()
  const format = useFormat(timeZone)
  const { reason, detail, source, receivedAt, replayedAt } = quarantined
  const remedy = remedyHere(quarantined)
  return (
    <Card padding="md" data-quarantined={quarantined.id}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ flex: '1 1 16rem' }}>
          <Text fw={600}>{t(`quarantine.reason.${reason}`)}</Text>
          <Text size="sm" className="break">
            {readableDetail(detail)}
          </Text>
          <Text size="xs" c="dimmed" mt={2}>
            {t('quarantine.received', { time: format.time(receivedAt), source: t(`orders.source.${source}`) })}
          </Text>
        </div>
        {replayedAt === null ? (
          <Settle id={quarantined.id} canReplay={remedy !== undefined} />
        ) : (
          <Settled outcome={quarantined.replayOutcome} />
        )}
      </Group>
      {replayedAt === null && (
        <Text size="sm" mt="xs">
          {remedy
            ? t(`quarantine.replayWhen.${remedy}`)
            : t(reason === 'no-order' ? 'quarantine.resendWithOrder' : 'quarantine.resend')}
        </Text>
      )}
      <QuarantinedBytes quarantined={quarantined} />
    </Card>
  )
}

function Settled({ outcome }: { readonly outcome: string | null }) {
  const { t } = useTranslation()
  if (outcome === 'dismissed') return <Badge variant="default">{t('quarantine.dismissed')}</Badge>
  return (
    <Badge variant="light" color={outcome === 'quarantined' ? 'orange' : 'trail'}>
      {t('quarantine.replayed')}
    </Badge>
  )
}

/** Replay, where what was wrong can be put right on our side; dismiss, where nothing is to be done. */
function Settle({ id, canReplay }: { readonly id: string; readonly canReplay: boolean }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { id: shopId } = useShop()
  const onError = (error: unknown) => notify(problemText(error, t), t, 'fail')
  const refresh = () => queries.invalidateQueries({ queryKey: quarantineKey(shopId) })
  const replaying = useMutation({
    mutationFn: () => replay(id),
    onSuccess: async ({ outcome }) => {
      notify(t(`quarantine.outcome.${outcome}`), t, outcome === 'quarantined' ? 'warn' : 'done')
      await refresh()
    },
    onError,
  })
  const dismissing = useMutation({ mutationFn: () => dismiss(id), onSuccess: refresh, onError })
  return (
    <Group gap="xs">
      {canReplay && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden="true" />}
          loading={replaying.isPending}
          onClick={() => replaying.mutate()}
        >
          {t('quarantine.replay')}
        </Button>
      )}
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        loading={dismissing.isPending}
        onClick={() => dismissing.mutate()}
        title={t('quarantine.dismissHint')}
      >
        {t('quarantine.dismiss')}
      </Button>
    </Group>
  )
}
