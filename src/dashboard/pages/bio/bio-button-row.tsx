import { ActionIcon, Box, Group, SimpleGrid, Text, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { fieldError } from '../../problem.ts'
import type { BioButton } from '../../queries/bio.ts'
import { buttonIcons } from './button-kinds.ts'
import type { DraftButton } from './use-bio-form.ts'

type Props = {
  readonly button: DraftButton
  /** Where it stands in the body: `buttons.2`. */
  readonly path: string
  readonly error: unknown
  readonly place: { readonly isFirst: boolean; readonly isLast: boolean }
  readonly onChange: (changed: Partial<BioButton>) => void
  readonly onMove: (by: 1 | -1) => void
  readonly onRemove: () => void
}

export function BioButtonRow({ button, path, error, place, onChange, onMove, onRemove }: Props) {
  const { t } = useTranslation()
  const { kind, label, to, id } = button
  const Icon = buttonIcons[kind]
  const name = label || t(`bio.kinds.${kind}.name`)
  const acts = [
    { part: 'up', icon: IconArrowUp, label: t('bio.buttons.up', { name }), act: () => onMove(-1), off: place.isFirst },
    {
      part: 'down',
      icon: IconArrowDown,
      label: t('bio.buttons.down', { name }),
      act: () => onMove(1),
      off: place.isLast,
    },
    { part: 'remove', icon: IconTrash, label: t('bio.buttons.remove', { name }), act: onRemove, off: false },
  ]
  return (
    <Box component="li" data-row={id} p="md" style={{ border: '1px solid var(--line)', borderRadius: 12 }}>
      <Group justify="space-between" mb={6} wrap="nowrap">
        <Group gap={8} wrap="nowrap">
          <Icon size={18} stroke={1.6} aria-hidden="true" />
          <Text fw={600} size="sm">
            {t(`bio.kinds.${kind}.name`)}
          </Text>
        </Group>
        <Group gap={4} wrap="nowrap">
          {acts.map(({ part, icon: ActIcon, label: said, act, off }) => (
            <ActionIcon
              key={part}
              data-part={part}
              variant="subtle"
              color="gray"
              size={36}
              aria-label={said}
              disabled={off}
              onClick={act}
            >
              <ActIcon size={18} />
            </ActionIcon>
          ))}
        </Group>
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <TextInput
          label={t('bio.buttons.label')}
          size="sm"
          maxLength={40}
          value={label}
          onChange={(event) => onChange({ label: event.currentTarget.value })}
          error={fieldError(error, `${path}.label`)}
        />
        <TextInput
          label={t(`bio.kinds.${kind}.to`)}
          size="sm"
          maxLength={500}
          data-part="to"
          placeholder={examples[kind]}
          value={to}
          onChange={(event) => onChange({ to: event.currentTarget.value })}
          error={fieldError(error, `${path}.to`)}
        />
      </SimpleGrid>
    </Box>
  )
}

const examples: Readonly<Record<BioButton['kind'], string>> = {
  menu: 'https://shop.example/menu',
  shop: 'https://shop.example',
  line: '@yourshop',
  whatsapp: '+47 912 34 567',
  call: '+47 22 33 44 55',
  map: 'Storgata 1, Otta',
  email: 'hello@shop.example',
  link: 'https://shop.example/news',
}
