import { Collapse, SimpleGrid, Textarea, TextInput, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Names } from '../../../links/naming.ts'
import { useSession } from '../../parts/shop.tsx'
import type { Row } from './builder-draft.ts'
import classes from './fold.module.css'

const names = ['slug', 'content', 'source', 'medium'] as const
const longest = { slug: 64, content: 256, source: 256, medium: 256 } as const

type Props = {
  readonly row: Row
  readonly names: Names | undefined
  /** '' for the default one. */
  readonly domain: string
  readonly errorOf: (field: string) => string | undefined
  readonly onChange: (some: Partial<Row>) => void
}

/** What few need for a channel, folded away; open by itself where something in it was refused. */
export function RowNames({ row, names: filled, domain, errorOf, onChange }: Props) {
  const { t } = useTranslation()
  const { publicUrl } = useSession()
  const place = domain === '' ? publicUrl : `https://${domain}`
  const [isOpen, fold] = useDisclosure(false)
  const id = useId()
  const isShown = isOpen || names.some((name) => errorOf(name) !== undefined)
  const Chevron = isShown ? IconChevronDown : IconChevronRight
  return (
    <div data-fold>
      <UnstyledButton
        type="button"
        className={classes.fold}
        onClick={fold.toggle}
        aria-expanded={isShown}
        aria-controls={id}
      >
        <Chevron size={16} aria-hidden="true" />
        {t('builder.more.title')}
      </UnstyledButton>
      <Collapse expanded={isShown} id={id}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" pt="sm">
          {names.map((name) => (
            <TextInput
              key={name}
              data-field={name}
              size="sm"
              label={t(`builder.more.${name}`)}
              description={t(`builder.more.${name}Hint`, { publicUrl: place })}
              inputWrapperOrder={['label', 'input', 'error', 'description']}
              placeholder={name === 'slug' ? '' : filled?.[name]}
              maxLength={longest[name]}
              autoComplete="off"
              spellCheck={false}
              value={row[name]}
              onChange={(event) => onChange({ [name]: event.currentTarget.value })}
              error={errorOf(name)}
            />
          ))}
        </SimpleGrid>
        <Textarea
          mt="md"
          size="sm"
          label={t('builder.more.caption')}
          description={t('builder.more.captionHint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          autosize
          minRows={2}
          maxLength={5_000}
          value={row.caption ?? ''}
          onChange={({ currentTarget: { value } }) => onChange({ caption: value === '' ? undefined : value })}
          error={errorOf('caption')}
        />
      </Collapse>
    </div>
  )
}
