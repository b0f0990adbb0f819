import { Button, Group, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { notify } from '../../parts/notify.ts'
import { problemText } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { quarantineCountsQuery, quarantineKey, type QuarantineReason, replayAll } from '../../queries/quarantine.ts'

/** Sends all that wait for a reason the same way again, each once, some at a time. */
export function ReplayAll({ reason }: { readonly reason: QuarantineReason }) {
  const { t } = useTranslation()
  const { id } = useShop()
  const queries = useQueryClient()
  const { data: counts } = useQuery(quarantineCountsQuery(id))
  const [done, setDone] = useState(0)
  const replaying = useMutation({
    mutationFn: () => replayAll({ shopId: id, reason }, setDone),
    onSuccess: ({ counted, refused, failed }) => {
      const isFine = refused + failed === 0
      notify(
        t(isFine ? 'quarantine.all.done' : 'quarantine.all.some', { counted, refused, failed }),
        t,
        isFine ? 'done' : 'warn',
      )
    },
    onError: (error) => notify(problemText(error, t), t, 'fail'),
    onSettled: async () => {
      setDone(0)
      await queries.invalidateQueries({ queryKey: quarantineKey(id) })
    },
  })
  const waiting = counts?.reasons.find((one) => one.reason === reason)?.waiting ?? 0
  if (waiting < 2 && !replaying.isPending) return null
  return (
    <Group gap="sm">
      <Button
        variant="light"
        leftSection={<IconRefresh size={16} aria-hidden="true" />}
        loading={replaying.isPending}
        onClick={() => replaying.mutate()}
      >
        {t('quarantine.all.replay', { count: waiting })}
      </Button>
      <Text size="sm" c="dimmed" role="status">
        {replaying.isPending ? t('quarantine.all.progress', { done }) : t('quarantine.all.hint')}
      </Text>
    </Group>
  )
}
