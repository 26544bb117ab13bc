#!/usr/bin/perl
# action_steps.pl ACTION.yml HOME FOLDER [INPUT=VALUE...]: writes the shell steps of a composite action
# into FOLDER as NUMBER-ID.sh, with the environment that they would have.
use strict;
use warnings;
use YAML::PP;

my ($file, $home, $folder, @given) = @ARGV;
my $action = YAML::PP->new(boolean => 'perl')->load_file($file);
$action->{runs}{using} eq 'composite' or die "not a composite action\n";
my %inputs = map { $_ => $action->{inputs}{$_}{default} } keys %{$action->{inputs}};
for (@given) {
    my ($name, $value) = split /=/, $_, 2;
    exists $inputs{$name} or die "there is no input $name\n";
    $inputs{$name} = $value;
}

sub expression {
    my ($text) = @_;
    return $home if $text eq 'github.action_path';
    if ($text =~ /^inputs\.([a-z-]+)$/) {
        exists $inputs{$1} or die "a step uses the input $1, which there is not\n";
        $action->{inputs}{$1}{description} or die "the input $1 has no description\n";
        return $inputs{$1} // die "the input $1 is required\n";
    }
    die "the expression $text is not known here\n";
}

my %ids = map { ($_->{id} // '') => 1 } @{$action->{runs}{steps}};
for my $output (values %{$action->{outputs}}) {
    $output->{value} =~ /^\$\{\{ steps\.([a-z]+)\.outputs\.[a-z-]+ \}\}$/ && $ids{$1}
        or die "the output $output->{value} comes from no step\n";
}
my $number = 0;
for my $step (@{$action->{runs}{steps}}) {
    $number++;
    if ($step->{uses}) {
        $step->{uses} =~ /^[\w-]+\/[\w-]+\@v\d+$/ or die "$step->{uses} has no version\n";
        next;
    }
    $step->{shell} eq 'bash' && $step->{run} or die "step $number has no shell, or nothing to run\n";
    open my $out, '>', "$folder/$number-$step->{id}.sh" or die "$!\n";
    for my $name (sort keys %{$step->{env}}) {
        (my $value = $step->{env}{$name}) =~ s/\$\{\{ (.*?) \}\}/expression($1)/ge;
        $value =~ s/'/'\\''/g;
        print $out "export $name='$value'\n";
    }
    $step->{run} =~ /\$\{\{/ and die "step $number puts an expression into its shell\n";
    print $out "$step->{run}\n";
    close $out or die "$!\n";
}
