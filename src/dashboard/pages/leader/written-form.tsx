import { Button, Card, Group, Stack, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { notify } from '../../parts/notify.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { fieldError, isSaidAtField } from '../../problem.ts'
import { keepWritten, type Month, monthQuery } from '../../queries/leader.ts'

/** What the manager has to say of the month, and what comes next. */
export function WrittenForm({ month }: { readonly month: Month }) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const [note, setNote] = useState(month.note)
  const [nextStep, setNextStep] = useState(month.nextStep)
  const saving = useMutation({
    mutationFn: () => keepWritten(month.month, { note, nextStep, shopId }),
    onSuccess: async () => {
      notify(t('leader.saved'), t)
      await queries.invalidateQueries({ queryKey: monthQuery(shopId, month.month).queryKey })
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <Card component="section">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {saving.error && !isSaidAtField(saving.error, ['note', 'nextStep']) && <ProblemNotice error={saving.error} />}
          <Textarea
            label={t('leader.note')}
            description={t('leader.noteHint')}
            autosize
            minRows={2}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            error={fieldError(saving.error, 'note')}
          />
          <Textarea
            label={t('leader.nextStep')}
            description={t('leader.nextStepHint')}
            autosize
            minRows={2}
            maxLength={2000}
            value={nextStep}
            onChange={(event) => setNextStep(event.currentTarget.value)}
            error={fieldError(saving.error, 'nextStep')}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={saving.isPending}>
              {t('leader.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
