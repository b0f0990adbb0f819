import { Alert, Button, Code, Divider, Loader, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FrontPage } from '../../parts/front-page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ShopFields } from '../../parts/shop-fields.tsx'
import { fieldError, isSaidAtField } from '../../problem.ts'
import { type SetupDraft, setUp, setupTokenQuery } from '../../queries/session.ts'

export function SetupPage() {
  const { t } = useTranslation()
  const { token } = useSearch({ from: '/setup' })
  return (
    <FrontPage title={t('setup.title')} lead={t('setup.lead')} width={560}>
      {token ? <TokenGate token={token} /> : <NoToken why="noToken" />}
    </FrontPage>
  )
}

function TokenGate({ token }: { readonly token: string }) {
  const { data: isValid, isPending } = useQuery(setupTokenQuery(token))
  if (isPending) return <Loader />
  return isValid === false ? <NoToken why="expired" /> : <SetupForm token={token} />
}

function NoToken({ why }: { readonly why: 'noToken' | 'expired' }) {
  const { t } = useTranslation()
  const address = `${window.location.origin}/app/setup?token=…`
  return (
    <Alert
      icon={<IconKey size={20} />}
      title={t(`setup.${why}.title`)}
      {...(why === 'expired' ? { color: 'yellow' } : {})}
    >
      {t(`setup.${why}.next`)}
      <Code block my="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {t('setup.noToken.line', { address })}
      </Code>
      {why === 'noToken' && t('setup.noToken.again')}
    </Alert>
  )
}

function SetupForm({ token }: { readonly token: string }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const router = useRouter()
  const [draft, setDraft] = useState<SetupDraft>(() => emptyDraft(token))
  const making = useMutation({
    mutationFn: () => setUp(queries, draft),
    onSuccess: () => router.navigate({ to: '/links' }),
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    making.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        {making.error && !isSaidAtField(making.error, ['name', 'email', 'password', 'shop']) && (
          <ProblemNotice error={making.error} />
        )}
        <OwnerFields draft={draft} onChange={setDraft} error={making.error} />
        <Divider label={<Text fw={600}>{t('setup.shop')}</Text>} labelPosition="left" mt="sm" />
        <ShopFields
          value={{ ...draft.shop, hosts: draft.shop.hosts ?? [] }}
          onChange={(shop) => setDraft({ ...draft, shop: { ...shop, hosts: [...shop.hosts] } })}
          error={making.error}
          prefix="shop."
        />
        <Button type="submit" size="md" mt="xs" loading={making.isPending}>
          {t('setup.submit')}
        </Button>
      </Stack>
    </form>
  )
}

type OwnerProps = {
  readonly draft: SetupDraft
  readonly onChange: (draft: SetupDraft) => void
  readonly error: unknown
}

function OwnerFields({ draft, onChange, error }: OwnerProps) {
  const { t } = useTranslation()
  return (
    <>
      <TextInput
        label={t('setup.name')}
        autoComplete="name"
        name="name"
        required
        withAsterisk={false}
        autoFocus
        value={draft.name}
        onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
        error={fieldError(error, 'name')}
      />
      <TextInput
        label={t('setup.email')}
        type="email"
        name="email"
        autoComplete="username"
        required
        withAsterisk={false}
        value={draft.email}
        onChange={(event) => onChange({ ...draft, email: event.currentTarget.value })}
        error={fieldError(error, 'email')}
      />
      <PasswordInput
        label={t('setup.password')}
        description={t('setup.passwordHint')}
        name="password"
        autoComplete="new-password"
        minLength={12}
        required
        withAsterisk={false}
        value={draft.password}
        onChange={(event) => onChange({ ...draft, password: event.currentTarget.value })}
        error={fieldError(error, 'password')}
      />
    </>
  )
}

function emptyDraft(token: string): SetupDraft {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const shop = { name: '', currency: currencyOf(timeZone), timeZone, hosts: [] }
  return { token, name: '', email: '', password: '', shop }
}

/** A first guess, by where the browser's clock says it is. */
function currencyOf(timeZone: string): string {
  return guesses[timeZone] ?? (timeZone.startsWith('America/') ? 'USD' : timeZone.startsWith('Europe/') ? 'EUR' : 'NOK')
}

const guesses: Readonly<Record<string, string>> = {
  'Europe/Oslo': 'NOK',
  'Europe/Stockholm': 'SEK',
  'Europe/Copenhagen': 'DKK',
  'Europe/London': 'GBP',
  'Europe/Warsaw': 'PLN',
  'Europe/Zurich': 'CHF',
  'Asia/Bangkok': 'THB',
}
