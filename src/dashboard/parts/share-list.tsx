import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from './format.ts'
import { ProblemNotice } from './problem-notice.tsx'
import { useShop } from './shop.tsx'

type Share = {
  readonly id: string
  readonly state: string
  readonly createdAt: string
  readonly expiresAt: string
  readonly hasPassword: boolean
}
type Props = { readonly shares: readonly Share[]; readonly revoke: (id: string) => Promise<unknown> }

/** Links that work, each to be taken back; and how many have ended. */
export function ShareList({ shares, revoke }: Props) {
  const { t } = useTranslation()
  const { timeZone } = useShop()
  const format = useFormat(timeZone)
  const revoking = useMutation({ mutationFn: revoke })
  const open = shares.filter(({ state }) => state === 'open')
  return (
    <Stack gap="xs">
      {revoking.error && <ProblemNotice error={revoking.error} />}
      {open.map(({ id, createdAt, expiresAt, hasPassword }) => (
        <Group key={id} justify="space-between" gap="xs">
          <Text size="sm">
            {t('views.until', { made: format.time(createdAt), until: format.time(expiresAt) })}{' '}
            {hasPassword && (
              <Badge variant="light" color="gray" size="sm">
                {t('views.withPassword')}
              </Badge>
            )}
          </Text>
          <Button
            size="xs"
            variant="default"
            loading={revoking.isPending && revoking.variables === id}
            onClick={() => revoking.mutate(id)}
          >
            {t('views.revoke')}
          </Button>
        </Group>
      ))}
      {shares.length > open.length && (
        <Text size="sm" c="dimmed">
          {t('views.ended', { count: shares.length - open.length })}
        </Text>
      )}
    </Stack>
  )
}
