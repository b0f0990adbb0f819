import { Button, Group, PasswordInput, Select, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldError, isSaidAtField } from '../problem.ts'
import { ProblemNotice } from './problem-notice.tsx'

export type ShareDraft = { readonly expiresAt: string; readonly password?: string }

/** How long a link that needs no sign-in works, and by which password. */
export function ShareForm({ make }: { readonly make: (draft: ShareDraft) => Promise<unknown> }) {
  const { t } = useTranslation()
  const [days, setDays] = useState('30')
  const [password, setPassword] = useState('')
  const making = useMutation({
    mutationFn: () => {
      const expiresAt = new Date(Date.now() + Number(days) * dayMs).toISOString()
      return make(password === '' ? { expiresAt } : { expiresAt, password })
    },
    onSuccess: () => setPassword(''),
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    making.mutate()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {making.error && !isSaidAtField(making.error, ['password']) && <ProblemNotice error={making.error} />}
        <Group gap="md" align="flex-start" grow preventGrowOverflow={false}>
          <Select
            label={t('views.works')}
            allowDeselect={false}
            miw={160}
            value={days}
            onChange={(value) => value && setDays(value)}
            data={[7, 30, 90, 365].map((count) => ({ value: String(count), label: t('views.for', { count }) }))}
          />
          <PasswordInput
            label={t('views.password')}
            description={t('views.passwordHint')}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            autoComplete="new-password"
            miw={220}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={fieldError(making.error, 'password')}
          />
        </Group>
        <Group justify="flex-end">
          <Button type="submit" loading={making.isPending}>
            {t('views.makeLink')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const dayMs = 86_400_000
