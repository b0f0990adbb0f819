import { Button, Card, Group, PasswordInput, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { notify } from '../../parts/notify.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { fieldError, isSaidAtField } from '../../problem.ts'
import { changePassword } from '../../queries/password.ts'
import { sessionQuery } from '../../queries/session.ts'

const empty = { current: '', password: '' }

/** The owner's password; the other devices have to sign in again. */
export function Password() {
  const { t } = useTranslation()
  const { data: session } = useQuery(sessionQuery)
  const [draft, setDraft] = useState(empty)
  const changing = useMutation({
    mutationFn: () => changePassword(draft),
    onSuccess: () => {
      setDraft(empty)
      notify(t('password.changed'), t)
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    changing.mutate()
  }
  return (
    <Card component="section" padding="xl">
      <form onSubmit={submit}>
        <Stack gap="lg">
          <div>
            <Title order={2}>{t('password.title')}</Title>
            <Text size="sm" c="dimmed" mt={4}>
              {t('password.lead')}
            </Text>
          </div>
          {changing.error && !isSaidAtField(changing.error, ['current', 'password']) && (
            <ProblemNotice error={changing.error} />
          )}
          {/* Password managers file the new password under this name. */}
          <input type="text" autoComplete="username" value={session?.user?.email ?? ''} readOnly hidden />
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
            <PasswordInput
              label={t('password.current')}
              autoComplete="current-password"
              required
              withAsterisk={false}
              value={draft.current}
              onChange={(event) => setDraft({ ...draft, current: event.currentTarget.value })}
              error={fieldError(changing.error, 'current')}
            />
            <PasswordInput
              label={t('password.new')}
              description={t('password.newHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              autoComplete="new-password"
              required
              withAsterisk={false}
              value={draft.password}
              onChange={(event) => setDraft({ ...draft, password: event.currentTarget.value })}
              error={fieldError(changing.error, 'password')}
            />
          </SimpleGrid>
          <Group justify="flex-end">
            <Button type="submit" variant="default" loading={changing.isPending}>
              {t('password.change')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
