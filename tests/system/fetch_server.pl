#!/usr/bin/perl
# fetch_server.pl FOLDER LOG: serves the files of FOLDER on a port of the loopback, which it prints;
# writes a line for each request to LOG. What a path begins with says how it behaves:
#   /cut/      half of the file is sent, then the connection ends, unless a rest is asked for
#   /always/   the same whatever is asked for
#   /moved/    redirects to the same path without it; /file/ redirects to file:; /ring/ to itself
#   /busy/     503 the first time;  /slow/ says nothing;  /page/ gives a page of HTML
#   /plain/    ranges are not understood
use strict;
use warnings;
use IO::Socket::INET;

my ($folder, $log) = @ARGV;
my $server = IO::Socket::INET->new(Listen => 16, LocalAddr => '127.0.0.1', ReuseAddr => 1)
    or die "no socket: $!";
$| = 1;
print $server->sockport, "\n";
open my $notes, '>', $log or die "$log: $!";
$notes->autoflush(1);
$SIG{PIPE} = 'IGNORE';
my %seen;

sub answer {
    my ($client, $status, $headers, $body) = @_;
    my $length = length $body;
    print $client "HTTP/1.1 $status\r\nConnection: close\r\n$headers";
    print $client "Content-Length: $length\r\n" unless $headers =~ /Content-Length/;
    print $client "\r\n$body";
}

while (my $client = $server->accept) {
    my $line = <$client>;
    next unless defined $line && $line =~ m{^GET (\S+) };
    my ($path, $from, $tag) = ($1, 0, '');
    while (my $header = <$client>) {
        last if $header =~ /^\r?$/;
        $from = $1 if $header =~ /^Range: bytes=(\d+)-/i;
        $tag = $1 if $header =~ /^If-Range: (\S+)/i;
    }
    print $notes "$path $from\n";
    my $way = $path =~ m{^/(cut|always|moved|file|ring|busy|slow|page|plain)/} ? $1 : '';
    (my $name = $path) =~ s{^/(cut|always|moved|busy|plain)/}{/};
    if ($way eq 'slow') { sleep 30; next; }
    if ($way eq 'moved') { answer($client, '302 Found', "Location: $name\r\n", 'elsewhere'); next; }
    if ($way eq 'file') { answer($client, '302 Found', "Location: file:///etc/passwd\r\n", ''); next; }
    if ($way eq 'ring') { answer($client, '302 Found', "Location: $path\r\n", ''); next; }
    if ($way eq 'page') { answer($client, '200 OK', '', "<!DOCTYPE html>\n<html><p>Please log in</p></html>\n"); next; }
    if ($way eq 'busy' && !$seen{$path}++) { answer($client, '503 Service Unavailable', '', ''); next; }
    $name =~ s/%([0-9a-fA-F]{2})/chr hex $1/ge;
    my $file;
    if (!open $file, '<', "$folder$name") { answer($client, '404 Not Found', '', 'no'); next; }
    binmode $file;
    my $body = do { local $/; <$file> };
    my $now = sprintf '"%x-%x"', length $body, unpack '%32C*', $body;
    my $total = length $body;
    my $status = '200 OK';
    my $headers = "ETag: $now\r\n";
    if ($from > 0 && $way ne 'plain' && $tag eq $now) {
        $body = substr $body, $from;
        $status = '206 Partial Content';
        $headers .= sprintf "Content-Range: bytes %d-%d/%d\r\n", $from, $total - 1, $total;
    }
    if (($way eq 'cut' && $from == 0) || $way eq 'always') {
        $headers .= 'Content-Length: ' . length($body) . "\r\n";
        $body = substr $body, 0, length($body) / 2;
    }
    answer($client, $status, $headers, $body);
} continue {
    close $client;
}
