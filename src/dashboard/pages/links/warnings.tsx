import { Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { asTyped, sayFix, type Warning } from './fix.ts'

type Props = {
  readonly warnings: readonly Warning[]
  /** The address as it stands in the field: what is right in it stays as it was typed. */
  readonly destination: string
  readonly onFix: (field: string, value: string) => void
}

/** What will probably disappoint, each thing once, with a click that mends it where that is known. */
export function Warnings({ warnings, destination, onFix }: Props) {
  const { t } = useTranslation()
  const once = [...new Map(warnings.map((one) => [`${one.code} ${one.field}`, one])).values()]
  if (once.length === 0) return null
  const fix = (field: string, suggestion: string) =>
    onFix(field, field === 'destination' ? asTyped(suggestion, destination) : suggestion)
  return (
    <Stack gap={6}>
      {once.map((warning) => {
        const { code, field, message, suggestion } = warning
        return (
          <Group key={`${code} ${field}`} gap={8} wrap="nowrap" align="flex-start" data-warning={code}>
            <IconAlertTriangle size={18} stroke={1.7} color="var(--mantine-color-orange-6)" style={{ flexShrink: 0 }} />
            <Group gap={8} flex={1}>
              <Text size="sm" className="break">
                {message}
              </Text>
              {suggestion !== null && (
                <Button size="compact-xs" variant="light" maw="100%" onClick={() => fix(field, suggestion)}>
                  {sayFix(warning, destination, t)}
                </Button>
              )}
            </Group>
          </Group>
        )
      })}
    </Stack>
  )
}
