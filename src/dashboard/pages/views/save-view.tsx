import { Button, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { namedPeriods } from '../../../views/view-period.ts'
import { DialogActions } from '../../parts/dialog-actions.tsx'
import { useFormat } from '../../parts/format.ts'
import { notify } from '../../parts/notify.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { fieldError, isSaidAtField } from '../../problem.ts'
import { createView, viewsQuery } from '../../queries/views.ts'
import type { Period, ReportSearch } from '../report/period.ts'
import { questionOf } from './view-search.ts'

type Props = { readonly search: ReportSearch; readonly period: Period; readonly onClose: () => void }

/** Keeps the report as it stands under a name; its days move on with the calendar, or stay. */
export function SaveView({ search, period, onClose }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const rolling = `last-${search.days}-days`
  const [days, setDays] = useState(search.from === undefined ? (search.period ?? rolling) : exactly)
  const saving = useMutation({
    mutationFn: () => {
      const when = days === exactly ? period : { period: days }
      return createView({ name, shopId, query: { ...questionOf(search), ...when } })
    },
    onSuccess: async (view) => {
      onClose()
      notify(t('views.saved', { name: view.name }), t)
      await queries.invalidateQueries({ queryKey: viewsQuery(shopId).queryKey })
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <Modal opened onClose={onClose} title={t('views.saveTitle')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          {saving.error && !isSaidAtField(saving.error, ['name']) && <ProblemNotice error={saving.error} />}
          <TextInput
            label={t('views.name')}
            placeholder={t('views.nameExample')}
            data-autofocus
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fieldError(saving.error, 'name')}
          />
          <Select
            label={t('views.days')}
            description={t('views.daysHint')}
            allowDeselect={false}
            value={days}
            onChange={(value) => value && setDays(value)}
            data={[
              { value: rolling, label: t('period.days', { count: search.days }) },
              ...namedPeriods.map((value) => ({ value, label: t(`views.period.${value}`) })),
              { value: exactly, label: `${format.day(period.from)} – ${format.day(period.to)}` },
            ]}
          />
          <DialogActions onCancel={onClose}>
            <Button type="submit" loading={saving.isPending}>
              {t('views.save')}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Modal>
  )
}

/** The days themselves, which don't move on. */
const exactly = 'exactly'
