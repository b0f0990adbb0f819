import { Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PreviewedLink } from '../../queries/across.ts'

type Warning = PreviewedLink['warnings'][number]

type Props = { readonly warnings: readonly Warning[]; readonly onFix: (field: string, value: string) => void }

/** What will probably disappoint, each thing once, with a click that mends it where that is known. */
export function Warnings({ warnings, onFix }: Props) {
  const { t } = useTranslation()
  const once = [...new Map(warnings.map((one) => [`${one.code} ${one.field}`, one])).values()]
  if (once.length === 0) return null
  return (
    <Stack gap={6}>
      {once.map(({ code, field, message, suggestion }) => (
        <Group key={`${code} ${field}`} gap={8} wrap="nowrap" align="flex-start" data-warning={code}>
          <IconAlertTriangle size={18} stroke={1.7} color="var(--mantine-color-orange-6)" style={{ flexShrink: 0 }} />
          <Group gap={8} flex={1}>
            <Text size="sm" className="break">
              {message}
            </Text>
            {suggestion && (
              <Button size="compact-xs" variant="light" maw="100%" onClick={() => onFix(field, suggestion)}>
                {t('builder.rows.fix', { suggestion: shortened(suggestion) })}
              </Button>
            )}
          </Group>
        </Group>
      ))}
    </Stack>
  )
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
