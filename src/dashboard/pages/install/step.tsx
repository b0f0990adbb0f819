import { Code, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { CopyButton } from '../../parts/copy-button.tsx'
import classes from './step.module.css'

type StepProps = {
  readonly id?: string
  readonly number?: number
  readonly title: string
  readonly text: ReactNode
  /** To be copied as it stands. */
  readonly code?: string
  readonly children?: ReactNode
}

/** One thing to do, with what is to be pasted. */
export function Step({ id, number, title, text, code, children }: StepProps) {
  return (
    <div className={classes.step} {...(id ? { id } : {})}>
      <Group justify="space-between" align="flex-start" gap="sm" mb="sm">
        <Group gap="md" wrap="nowrap" align="flex-start" style={{ flex: '1 1 18rem', minWidth: 0 }}>
          {number !== undefined && (
            <ThemeIcon radius="xl" size={32} variant="light">
              {number}
            </ThemeIcon>
          )}
          <Stack gap={2} style={{ minWidth: 0 }}>
            <Title order={3}>{title}</Title>
            <Text size="sm" c="dimmed" maw={600} component="div" className="break">
              {text}
            </Text>
          </Stack>
        </Group>
        {code !== undefined && <CopyButton text={code} what={title} />}
      </Group>
      {code !== undefined && <CodeBlock code={code} />}
      {children}
    </div>
  )
}

export function CodeBlock({ code }: { readonly code: string }) {
  return (
    <Code block tabIndex={0} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} p="md">
      {code}
    </Code>
  )
}
