import { Collapse, SimpleGrid, TextInput, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../parts/shop.tsx'
import { fieldError, isSaidAtField } from '../../problem.ts'
import classes from './more-fields.module.css'
import type { Builder } from './use-builder.ts'

export const moreFields = ['slug', 'content', 'term', 'placement'] as const

const longest = { slug: 64, content: 256, term: 256, placement: 50 } as const

/** What few need, folded away; open by itself where something in it was refused. */
export function MoreFields({ builder: { more, setMore, making, preview } }: { readonly builder: Builder }) {
  const { t } = useTranslation()
  const { publicUrl } = useSession()
  const [isOpen, fold] = useDisclosure(false)
  const id = useId()
  const error = making.error ?? preview.error
  const isShown = isOpen || isSaidAtField(error, moreFields)
  const Chevron = isShown ? IconChevronDown : IconChevronRight
  return (
    <div>
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
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg" pt="sm">
          {moreFields.map((name) => (
            <TextInput
              key={name}
              label={t(`builder.more.${name}`)}
              description={t(`builder.more.${name}Hint`, { publicUrl })}
              inputWrapperOrder={['label', 'input', 'error', 'description']}
              maxLength={longest[name]}
              autoComplete="off"
              spellCheck={false}
              value={more[name]}
              onChange={(event) => {
                setMore({ [name]: event.currentTarget.value })
                if (making.error) making.reset()
              }}
              error={fieldError(error, name)}
            />
          ))}
        </SimpleGrid>
      </Collapse>
    </div>
  )
}
