import { Button, Group, Paper, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { BulkEdit } from './bulk-edit.tsx'

type Props = { readonly ids: string[]; readonly onDone: () => void }

/** What is selected and what can be done with it; within reach while the list scrolls. */
export function BulkBar({ ids, onDone }: Props) {
  const { t } = useTranslation()
  const [isOpen, { open, close }] = useDisclosure(false)
  if (ids.length === 0) return null
  return (
    <Paper
      withBorder
      radius="lg"
      p="sm"
      pos="sticky"
      top={{ base: 64, md: 12 }}
      bg="var(--card)"
      style={{ zIndex: 5 }}
      shadow="sm"
    >
      <Group justify="space-between" gap="sm">
        <Text fw={600} role="status">
          {t('bulk.selected', { count: ids.length })}
        </Text>
        <Group gap="xs">
          <Button variant="default" size="sm" onClick={onDone}>
            {t('bulk.none')}
          </Button>
          <Button size="sm" onClick={open}>
            {t('bulk.edit')}
          </Button>
        </Group>
      </Group>
      {isOpen && (
        <BulkEdit
          ids={ids}
          onClose={close}
          onDone={() => {
            close()
            onDone()
          }}
        />
      )}
    </Paper>
  )
}
