import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './dialog-actions.module.css'

type Props = { readonly onCancel: () => void; readonly children: ReactNode }

/** What ends a dialog, in sight also where its fields have to be scrolled. */
export function DialogActions({ onCancel, children }: Props) {
  const { t } = useTranslation()
  return (
    <Group justify="flex-end" gap="xs" className={classes['actions'] ?? ''}>
      <Button variant="default" onClick={onCancel}>
        {t('cancel')}
      </Button>
      {children}
    </Group>
  )
}
