import { ActionIcon, Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldError } from '../../problem.ts'
import { ownPlaces, placeName } from './place-name.ts'
import type { SurveyForm } from './use-survey-form.ts'

/** What can be picked. No order among them: each visitor is shown another one. */
export function SurveyOptions({ form: { draft, change, saving } }: { readonly form: SurveyForm }) {
  const { t } = useTranslation()
  const list = useRef<HTMLDivElement>(null)
  const { options } = draft
  const data = ownPlaces.map((place) => ({ value: place, label: placeName(place, t) }))
  const add = () => {
    const place = ownPlaces.find((one) => options.every((option) => option.place !== one)) ?? 'friend'
    change({ options: [...options, { id: freeId(options, place), place, label: placeName(place, t) }] })
    setTimeout(() => list.current?.querySelector<HTMLElement>('[data-option]:last-of-type input')?.focus(), 0)
  }
  return (
    <>
      <Stack gap="sm" ref={list} role="list" aria-label={t('survey.options.title')}>
        {options.map((option, index) => (
          <Group key={option.id} gap="sm" align="flex-end" role="listitem" data-option={option.id}>
            <TextInput
              style={{ flex: '6 1 11rem' }}
              label={t('survey.options.label')}
              maxLength={60}
              value={option.label}
              onChange={(event) =>
                change({ options: options.with(index, { ...option, label: event.currentTarget.value }) })
              }
              error={fieldError(saving.error, `options.${index}.label`)}
            />
            <Select
              style={{ flex: '5 1 10rem' }}
              label={t('survey.options.place')}
              searchable
              allowDeselect={false}
              data={data}
              value={option.place}
              onChange={(value) => {
                const place = ownPlaces.find((one) => one === value)
                if (place) change({ options: options.with(index, { ...option, place }) })
              }}
              error={fieldError(saving.error, `options.${index}.place`)}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={42}
              aria-label={t('survey.options.remove', { name: option.label })}
              disabled={options.length <= 2}
              onClick={() => change({ options: options.filter((one) => one !== option) })}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
      <Button
        variant="default"
        leftSection={<IconPlus size={16} />}
        disabled={options.length >= 12}
        style={{ alignSelf: 'flex-start' }}
        onClick={add}
      >
        {t('survey.options.add')}
      </Button>
    </>
  )
}

/** Answers know an option by its id: one that was used before and taken away must not come back as something else. */
function freeId(options: readonly { readonly id: string }[], place: string): string {
  const isTaken = (id: string) => options.some((option) => option.id === id)
  if (!isTaken(place)) return place
  return `${place}-${Date.now().toString(36)}`
}
