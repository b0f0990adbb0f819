import { Button, Code, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FrontPage } from '../../parts/front-page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { fieldError, isSaidAtField } from '../../problem.ts'
import { sessionQuery, signIn } from '../../queries/session.ts'

export function SignInPage() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const router = useRouter()
  const { data } = useQuery(sessionQuery)
  const { next } = useSearch({ from: '/sign-in' })
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signingIn = useMutation({
    mutationFn: () => signIn(queries, { email, password }),
    onSuccess: () => router.history.push(router.options.basepath + safePath(next)),
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    signingIn.mutate()
  }
  return (
    <FrontPage title={t('signIn.title')} lead={t('signIn.lead')} width={400}>
      <form onSubmit={submit}>
        <Stack>
          {signingIn.error && !isSaidAtField(signingIn.error, ['email', 'password']) && (
            <ProblemNotice error={signingIn.error} />
          )}
          <TextInput
            label={t('signIn.email')}
            type="email"
            name="email"
            autoComplete="username"
            required
            withAsterisk={false}
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={fieldError(signingIn.error, 'email')}
          />
          <PasswordInput
            label={t('signIn.password')}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={fieldError(signingIn.error, 'password')}
          />
          <Button type="submit" size="md" mt="xs" loading={signingIn.isPending}>
            {t('signIn.submit')}
          </Button>
        </Stack>
      </form>
      {data && data.demo === null && <Forgotten />}
    </FrontPage>
  )
}

/** In the demo it would be of the real shop in this folder. */
function Forgotten() {
  const { t } = useTranslation()
  return (
    <Text component="details" size="sm" mt="lg">
      <summary style={{ cursor: 'pointer' }}>{t('signIn.forgotten')}</summary>
      <Text size="sm" c="dimmed" my="xs">
        {t('signIn.forgottenText')}
      </Text>
      <Code block className="break" style={{ whiteSpace: 'pre-wrap' }}>
        npm run -s tilltrail -- password
      </Code>
    </Text>
  )
}

/** Back to where the sign-in was asked for: a path of the dashboard's own, never another site's. */
function safePath(next: string): string {
  return /^\/(?![/\\])/.test(next) ? next : '/links'
}
