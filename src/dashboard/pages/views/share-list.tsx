import { Badge, Box, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { revokeShare, type Share, sharesQuery, type View, viewsQuery } from '../../queries/views.ts'

type Props = { readonly view: View; readonly shares: readonly Share[] }

/** Links that work, each to be taken back; and how many have ended. */
export function ShareList({ view, shares }: Props) {
  const { t } = useTranslation()
  const shop = useShop()
  const format = useFormat(shop.timeZone)
  const queries = useQueryClient()
  const revoking = useMutation({
    mutationFn: (id: string) => revokeShare(view.id, id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: sharesQuery(view.id).queryKey })
      await queries.invalidateQueries({ queryKey: viewsQuery(shop.id).queryKey })
    },
  })
  const open = shares.filter(({ state }) => state === 'open')
  const ended = shares.length - open.length
  if (shares.length === 0) return null
  return (
    <Box component="section">
      <Title order={3} size="h5">
        {t('views.links')}
      </Title>
      {revoking.error && <ProblemNotice error={revoking.error} />}
      <Stack gap="xs" mt="xs">
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
        {ended > 0 && (
          <Text size="sm" c="dimmed">
            {t('views.ended', { count: ended })}
          </Text>
        )}
      </Stack>
    </Box>
  )
}
