import { Button, Group, Select, Stack, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogActions } from '../../parts/dialog-actions.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { fieldError, isSaidAtField } from '../../problem.ts'
import { createMail, type Mail, mailsQuery, updateMail } from '../../queries/leader.ts'
import { viewsQuery } from '../../queries/views.ts'
import { sayHour, sayWeekday } from './say-rhythm.ts'

type Props = { readonly mail: Mail | null; readonly onClose: () => void }

const theMonth = 'month'

/** A new schedule, or one that is changed. */
export function MailForm({ mail, onClose }: Props) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const { data: views } = useQuery(viewsQuery(shopId))
  const [what, setWhat] = useState(mail?.viewId ?? theMonth)
  const [addresses, setAddresses] = useState(mail?.recipients.join('\n') ?? '')
  const [rhythm, setRhythm] = useState<Mail['rhythm']>(mail?.rhythm ?? 'monthly')
  const [day, setDay] = useState(String(mail?.day ?? 1))
  const [hour, setHour] = useState(String(mail?.hour ?? 7))
  const saving = useMutation({
    mutationFn: () => {
      const recipients = addresses.split(/[\s,;]+/).filter((one) => one !== '')
      const viewId = what === theMonth ? null : what
      const draft = { viewId, recipients, rhythm, day: Number(day), hour: Number(hour), shopId }
      return mail ? updateMail(mail.id, draft) : createMail(draft)
    },
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: mailsQuery(shopId).queryKey })
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  const days = Array.from({ length: rhythm === 'monthly' ? 31 : 7 }, (_, index) => index + 1)
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {saving.error && !isSaidAtField(saving.error, ['recipients', 'viewId']) && (
          <ProblemNotice error={saving.error} />
        )}
        <Select
          label={t('leader.what')}
          allowDeselect={false}
          value={what}
          onChange={(value) => value && setWhat(value)}
          error={fieldError(saving.error, 'viewId')}
          data={[
            { value: theMonth, label: t('leader.theMonth') },
            ...(views?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Textarea
          label={t('leader.recipients')}
          description={t('leader.recipientsHint')}
          autosize
          minRows={2}
          value={addresses}
          onChange={(event) => setAddresses(event.currentTarget.value)}
          error={fieldError(saving.error, 'recipients')}
        />
        <Group gap="md" align="flex-start">
          <Select
            label={t('leader.rhythm')}
            allowDeselect={false}
            value={rhythm}
            onChange={(value) => {
              setRhythm(value === 'weekly' ? 'weekly' : 'monthly')
              setDay('1')
            }}
            data={[
              { value: 'monthly', label: t('leader.monthly') },
              { value: 'weekly', label: t('leader.weekly') },
            ]}
          />
          <Select
            label={t('leader.day')}
            allowDeselect={false}
            value={day}
            onChange={(value) => value && setDay(value)}
            data={days.map((one) => ({
              value: String(one),
              label: rhythm === 'monthly' ? String(one) : sayWeekday(one),
            }))}
          />
          <Select
            label={t('leader.hour')}
            allowDeselect={false}
            value={hour}
            onChange={(value) => value && setHour(value)}
            data={Array.from({ length: 24 }, (_, one) => ({ value: String(one), label: sayHour(one) }))}
          />
        </Group>
        <DialogActions onCancel={onClose}>
          <Button type="submit" loading={saving.isPending}>
            {t('leader.saveMail')}
          </Button>
        </DialogActions>
      </Stack>
    </form>
  )
}
