import { Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { integrityQuery } from '../../queries/install.ts'
import { scriptTag, type SnippetParts } from './snippets.ts'
import { Step } from './step.tsx'

type Props = {
  readonly number: number
  readonly parts: SnippetParts
  readonly text: ReactNode
  readonly title?: string
  /** What stands in front of it in the same place. */
  readonly before?: string
}

/** The snippet for every page, with the check of its files where the browser can make their hashes out. */
export function ScriptStep({ number, parts, text, title, before }: Props) {
  const { t } = useTranslation()
  const [isChecked, setIsChecked] = useState(false)
  const { data: integrity } = useQuery({ ...integrityQuery, enabled: isSecureContext })
  const snippet = scriptTag(parts, isChecked ? integrity : undefined)
  return (
    <Step
      number={number}
      title={title ?? t('install.script.title')}
      text={text}
      code={before === undefined ? snippet : `${before}\n${snippet}`}
    >
      {integrity && (
        <Switch
          mt="sm"
          label={t('install.script.integrity')}
          description={t('install.script.integrityHint')}
          checked={isChecked}
          onChange={(event) => setIsChecked(event.currentTarget.checked)}
        />
      )}
    </Step>
  )
}
