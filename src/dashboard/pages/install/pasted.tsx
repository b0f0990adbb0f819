import { Code, Group, Text } from '@mantine/core'
import { CopyIcon } from '../../parts/copy-button.tsx'

/** What is to be pasted elsewhere, in one line. */
export function Pasted({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {label}
      </Text>
      <Group gap={6} wrap="nowrap" align="center">
        <Code block tabIndex={0} className="break" style={{ flex: 1, minWidth: 0, whiteSpace: 'pre-wrap' }}>
          {text}
        </Code>
        <CopyIcon text={text} what={label} />
      </Group>
    </div>
  )
}
