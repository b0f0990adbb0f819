import { Button, Modal, Stack } from '@mantine/core'
import type { ReactNode, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { isSaidAtField } from '../problem.ts'
import { DialogActions } from './dialog-actions.tsx'
import { ProblemNotice } from './problem-notice.tsx'

type Props = {
  readonly title: string
  readonly size?: 'md' | 'lg'
  /** What the API calls the fields: an error of theirs is said at them, and any other above them. */
  readonly names: readonly string[]
  readonly saving: { readonly error: unknown; readonly isPending: boolean }
  readonly submitLabel: string
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly form?: RefObject<HTMLFormElement | null>
  readonly children: ReactNode
}

/** A dialog of fields that are saved together. */
export function FormDialog({
  title,
  size = 'lg',
  names,
  saving,
  submitLabel,
  onSubmit,
  onClose,
  form,
  children,
}: Props) {
  const { t } = useTranslation()
  const { error, isPending } = saving
  return (
    <Modal size={size} opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}
        noValidate
      >
        <Stack gap="lg">
          {error !== null && !isSaidAtField(error, names) && <ProblemNotice error={error} />}
          {children}
          <DialogActions onCancel={onClose}>
            <Button type="submit" loading={isPending}>
              {submitLabel}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Modal>
  )
}
