import { Button, Card, Group, Text } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { notify } from '../../parts/notify.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { livePingsQuery, sendTestOrder } from '../../queries/install.ts'

/** Sends an order that is shown and doesn't count. */
export function TestOrder() {
  const { t } = useTranslation()
  const { id: shopId, currency } = useShop()
  const queries = useQueryClient()
  const sending = useMutation({
    mutationFn: () => sendTestOrder({ shopId, currency }),
    onSuccess: async () => {
      notify(t('install.test.sent'), t)
      await queries.invalidateQueries({ queryKey: livePingsQuery(shopId).queryKey })
    },
  })
  return (
    <Card padding="md">
      {sending.error && <ProblemNotice error={sending.error} />}
      <Group justify="space-between" gap="sm">
        <Text size="sm" style={{ flex: '1 1 18rem' }} maw={600}>
          {t('install.test.text')}
        </Text>
        <Button
          variant="default"
          leftSection={<IconSend size={16} />}
          loading={sending.isPending}
          onClick={() => sending.mutate()}
        >
          {t('install.test.send')}
        </Button>
      </Group>
    </Card>
  )
}
