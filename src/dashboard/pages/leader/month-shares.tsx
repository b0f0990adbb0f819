import {
  Alert,
  Anchor,
  Badge,
  Button,
  Card,
  Code,
  Group,
  PasswordInput,
  Select,
  Stack,
  Text,
  Title,
} from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../parts/copy-button.tsx'
import { useFormat } from '../../parts/format.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { fieldError, isSaidAtField } from '../../problem.ts'
import { type MadeMonthShare, makeMonthShare, monthSharesQuery, revokeMonthShare } from '../../queries/leader.ts'

/** Links that show the month to whoever has them. */
export function MonthShares({ month }: { readonly month: string }) {
  const { t } = useTranslation()
  const [made, setMade] = useState<MadeMonthShare | null>(null)
  return (
    <Card component="section">
      <Stack gap="md">
        <Title order={2} size="h4">
          {t('leader.share')}
        </Title>
        <Text size="sm">{t('leader.shareLead')}</Text>
        <ShareForm month={month} onMade={setMade} />
        {made && <Made url={made.url} />}
        <OpenShares month={month} onEnded={(id) => setMade((one) => (one?.id === id ? null : one))} />
      </Stack>
    </Card>
  )
}

const dayMs = 86_400_000

function ShareForm({ month, onMade }: { readonly month: string; readonly onMade: (made: MadeMonthShare) => void }) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const [days, setDays] = useState('30')
  const [password, setPassword] = useState('')
  const making = useMutation({
    mutationFn: () => {
      const expiresAt = new Date(Date.now() + Number(days) * dayMs).toISOString()
      return makeMonthShare({ shopId, month }, password === '' ? { expiresAt } : { expiresAt, password })
    },
    onSuccess: async (made) => {
      onMade(made)
      setPassword('')
      await queries.invalidateQueries({ queryKey: monthSharesQuery(shopId, month).queryKey })
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    making.mutate()
  }
  return (
    <form onSubmit={submit} noValidate>
      {making.error && !isSaidAtField(making.error, ['password']) && <ProblemNotice error={making.error} />}
      <Group gap="md" align="flex-start">
        <Select
          label={t('views.works')}
          allowDeselect={false}
          value={days}
          onChange={(value) => value && setDays(value)}
          data={[7, 30, 90, 365].map((count) => ({ value: String(count), label: t('views.for', { count }) }))}
        />
        <PasswordInput
          label={t('views.password')}
          description={t('views.passwordHint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          autoComplete="new-password"
          flex={1}
          miw={220}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={fieldError(making.error, 'password')}
        />
      </Group>
      <Group justify="flex-end" mt="sm">
        <Button type="submit" loading={making.isPending}>
          {t('views.makeLink')}
        </Button>
      </Group>
    </form>
  )
}

function Made({ url }: { readonly url: string }) {
  const { t } = useTranslation()
  return (
    <Stack gap="sm">
      <Alert icon={<IconLink size={20} />} color="yellow">
        {t('views.once')}
      </Alert>
      <Code block className="break" style={{ whiteSpace: 'pre-wrap' }}>
        {url}
      </Code>
      <Group gap="sm">
        <CopyButton text={url} what={t('views.link')} />
        <Anchor href={url} target="_blank" rel="noreferrer" size="sm">
          {t('views.look')}
        </Anchor>
      </Group>
    </Stack>
  )
}

function OpenShares({ month, onEnded }: { readonly month: string; readonly onEnded: (id: string) => void }) {
  const { t } = useTranslation()
  const { id: shopId, timeZone } = useShop()
  const format = useFormat(timeZone)
  const queries = useQueryClient()
  const { data, error } = useQuery(monthSharesQuery(shopId, month))
  const revoking = useMutation({
    mutationFn: (id: string) => revokeMonthShare({ shopId, month }, id),
    onSuccess: async (_, id) => {
      onEnded(id)
      await queries.invalidateQueries({ queryKey: monthSharesQuery(shopId, month).queryKey })
    },
  })
  const shares = data?.items ?? []
  const open = shares.filter(({ state }) => state === 'open')
  return (
    <Stack gap="xs">
      {(error ?? revoking.error) && <ProblemNotice error={error ?? revoking.error} />}
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
