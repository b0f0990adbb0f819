import { Box, Group, List, Text } from '@mantine/core'
import { IconBulb } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { consequences, type PurposeWarning } from '../../../goals/purpose-words.ts'

type Props = { readonly warnings: readonly PurposeWarning[]; readonly field: PurposeWarning['field'] }

/** What to reconsider about an answer, beneath it. It stops nobody. */
export function PurposeNotice({ warnings, field }: Props) {
  const { t } = useTranslation()
  const said = warnings.filter((one) => one.field === field)
  return (
    <div aria-live="polite">
      {said.map(({ code, message, suggestion }) => (
        <Box key={code} bg="var(--wash)" p="md" mt="sm" style={{ borderRadius: 12 }}>
          <Group gap={10} wrap="nowrap" align="flex-start">
            <IconBulb size={20} stroke={1.7} color="var(--mantine-color-orange-6)" style={{ flexShrink: 0 }} />
            <div>
              <Text size="sm">
                {message} {suggestion}
              </Text>
              {code.startsWith('merely') && (
                <>
                  <Text size="sm" c="dimmed" mt={6}>
                    {t('purpose.consequences')}
                  </Text>
                  <List size="sm" c="dimmed" type="ordered" mt={4} withPadding>
                    {consequences.map((one) => (
                      <List.Item key={one}>{one}</List.Item>
                    ))}
                  </List>
                </>
              )}
            </div>
          </Group>
        </Box>
      ))}
    </div>
  )
}
