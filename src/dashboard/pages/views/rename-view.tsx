import { Button, Modal, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogActions } from '../../parts/dialog-actions.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { fieldError, isSaidAtField } from '../../problem.ts'
import { renameView, type View, viewsQuery } from '../../queries/views.ts'

type Props = { readonly view: View; readonly onClose: () => void }

export function RenameView({ view, onClose }: Props) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const [name, setName] = useState(view.name)
  const renaming = useMutation({
    mutationFn: () => renameView(view.id, name),
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: viewsQuery(shopId).queryKey })
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    renaming.mutate()
  }
  return (
    <Modal opened onClose={onClose} title={t('views.rename')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          {renaming.error && !isSaidAtField(renaming.error, ['name']) && <ProblemNotice error={renaming.error} />}
          <TextInput
            label={t('views.name')}
            data-autofocus
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fieldError(renaming.error, 'name')}
          />
          <DialogActions onCancel={onClose}>
            <Button type="submit" loading={renaming.isPending}>
              {t('views.save')}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Modal>
  )
}
