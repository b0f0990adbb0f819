import { Button, Group, PasswordInput, Select, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { fieldError, isSaidAtField } from '../../problem.ts'
import { type MadeShare, makeShare, sharesQuery, type View, viewsQuery } from '../../queries/views.ts'

type Props = { readonly view: View; readonly onMade: (made: MadeShare) => void }

const dayMs = 86_400_000

export function ShareForm({ view, onMade }: Props) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const [days, setDays] = useState('30')
  const [password, setPassword] = useState('')
  const making = useMutation({
    mutationFn: () => {
      const expiresAt = new Date(Date.now() + Number(days) * dayMs).toISOString()
      return makeShare(view.id, password === '' ? { expiresAt } : { expiresAt, password })
    },
    onSuccess: async (made) => {
      onMade(made)
      await queries.invalidateQueries({ queryKey: sharesQuery(view.id).queryKey })
      await queries.invalidateQueries({ queryKey: viewsQuery(shopId).queryKey })
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    making.mutate()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text size="sm">{t('views.shareLead')}</Text>
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
